//! The words of the register.

use crate::i18n::{Locale, td_string};
use diagram::power_map::signed;
use model::key_role::KeyRoleKind;

/// Name of a kind.
pub(super) fn kind_name(locale: Locale, kind: KeyRoleKind) -> &'static str {
    match kind {
        KeyRoleKind::ChainManager => td_string!(locale, key_role.chain_manager),
        KeyRoleKind::ContractSigner => td_string!(locale, key_role.contract_signer),
        KeyRoleKind::Shareholder => td_string!(locale, key_role.shareholder),
        KeyRoleKind::Stakeholder => td_string!(locale, key_role.stakeholder),
        KeyRoleKind::Family => td_string!(locale, key_role.family),
        KeyRoleKind::Friend => td_string!(locale, key_role.friend),
        KeyRoleKind::SocialGroup => td_string!(locale, key_role.social_group),
    }
}

/// `+2`, `0`, `-1`, or that it is not known.
pub(super) fn strength(locale: Locale, value: Option<i32>) -> String {
    value.map_or_else(|| td_string!(locale, key_role.unknown).to_owned(), signed)
}
