//! Ids derived from words, so that a demo address stays the same after every reset.

use model::{
    AccountId, AssessmentId, CompetitorId, DealId, DepartmentId, FishboneId, KeyRoleId, LineId, PainId, PersonId,
    StepId, TaskId, UserId,
};

/// FNV-1a with 128 bits over the words, dressed as a UUID of version 8 ("made by the application's own rule").
fn derive(words: &[&str]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut hash = OFFSET;
    for word in words {
        // The zero byte keeps ["ab", "c"] apart from ["a", "bc"].
        for byte in word.bytes().chain([0]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    let version = 0xf_u128 << 76;
    let variant = 0x3_u128 << 62;
    (hash & !version & !variant) | (0x8_u128 << 76) | (0x2_u128 << 62)
}

pub fn user(login: &str) -> UserId {
    UserId::from_u128(derive(&["user", login]))
}

pub fn competitor(word: &str) -> CompetitorId {
    CompetitorId::from_u128(derive(&["competitor", word]))
}

pub fn account(word: &str) -> AccountId {
    AccountId::from_u128(derive(&["account", word]))
}

pub fn deal(word: &str) -> DealId {
    DealId::from_u128(derive(&["deal", word]))
}

pub fn department(account: &str, word: &str) -> DepartmentId {
    DepartmentId::from_u128(derive(&["department", account, word]))
}

pub fn person(account: &str, word: &str) -> PersonId {
    PersonId::from_u128(derive(&["person", account, word]))
}

pub fn line(deal: &str, kind: &str, from: &str, to: &str) -> LineId {
    LineId::from_u128(derive(&["line", deal, kind, from, to]))
}

pub fn task(deal: &str, word: &str) -> TaskId {
    TaskId::from_u128(derive(&["task", deal, word]))
}

pub fn assessment(deal: &str, line: usize) -> AssessmentId {
    AssessmentId::from_u128(derive(&["assessment", deal, &line.to_string()]))
}

pub fn pain(deal: &str, line: usize) -> PainId {
    PainId::from_u128(derive(&["pain", deal, &line.to_string()]))
}

pub fn key_role(deal: &str, word: &str) -> KeyRoleId {
    KeyRoleId::from_u128(derive(&["key_role", deal, word]))
}

pub fn fishbone(deal: &str, word: &str) -> FishboneId {
    FishboneId::from_u128(derive(&["fishbone", deal, word]))
}

pub fn step(deal: &str, words: &str) -> StepId {
    StepId::from_u128(derive(&["step", deal, words]))
}
