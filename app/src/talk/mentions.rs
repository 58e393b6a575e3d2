//! `@` and a name in a text: whom it speaks to, and whom somebody who is typing may mean.

use model::UserId;

/// A stretch of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it was written.
    Text(String),
    /// A colleague it speaks to, with the sign.
    Name(UserId, String),
}

/// Cuts a text at the names after an `@`. Of two names that fit the longer one is meant.
pub fn pieces(text: &str, team: &[(UserId, String)]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(sign) = rest.find('@') {
        let (before, from) = rest.split_at(sign);
        let after = &from[1..];
        let fits = team.iter().filter(|(_, name)| !name.is_empty() && after.starts_with(name.as_str()));
        plain.push_str(before);
        match fits.max_by_key(|(_, name)| name.len()) {
            Some((user, name)) => {
                if !plain.is_empty() {
                    found.push(Piece::Text(std::mem::take(&mut plain)));
                }
                found.push(Piece::Name(*user, format!("@{name}")));
                rest = &after[name.len()..];
            }
            None => {
                plain.push('@');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        found.push(Piece::Text(plain));
    }
    found
}

/// Whom a text speaks to, each once.
pub fn mentioned(text: &str, team: &[(UserId, String)]) -> Vec<UserId> {
    let mut found = Vec::new();
    for piece in pieces(text, team) {
        if let Piece::Name(user, _) = piece
            && !found.contains(&user)
        {
            found.push(user);
        }
    }
    found
}

/// Longest start of a name that is looked for: a sentence after an `@` is no name.
const SOUGHT_MAX: usize = 20;

/// The start of a name before the caret, if there is one: where its `@` stands, and what follows it. The caret counts as browsers
/// do, in units of UTF-16.
pub fn asked(text: &str, caret: usize) -> Option<(usize, String)> {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        let here = units;
        units += c.len_utf16();
        here >= caret
    });
    let before = &text[..end.map_or(text.len(), |(at, _)| at)];
    let sign = before.rfind('@')?;
    let sought = &before[sign + 1..];
    // In an address of mail it stands after a letter.
    let in_word = before[..sign].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let one_word = !sought.contains(char::is_whitespace) && sought.chars().count() <= SOUGHT_MAX;
    (one_word && !in_word).then(|| (sign, sought.to_owned()))
}

/// Whether somebody may be meant: by a part of his name, or by the start of his initials.
pub fn may_be_meant(name: &str, initials: &str, sought: &str) -> bool {
    let sought = sought.to_lowercase();
    name.to_lowercase().contains(&sought) || initials.to_lowercase().starts_with(&sought)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team() -> Vec<(UserId, String)> {
        [(1, "李敏"), (2, "李敏之"), (3, "Ann Lee")].map(|(id, name)| (UserId::from_u128(id), name.to_owned())).into()
    }

    #[test]
    fn a_text_is_cut_at_the_names_it_mentions() {
        let name = |id, name: &str| Piece::Name(UserId::from_u128(id), name.to_owned());
        let text = |text: &str| Piece::Text(text.to_owned());
        assert_eq!(
            pieces("请@李敏之 和 @Ann Lee看", &team()),
            [text("请"), name(2, "@李敏之"), text(" 和 "), name(3, "@Ann Lee"), text("看")]
        );
        assert_eq!(pieces("a@b.cn @ @@李敏", &team()), [text("a@b.cn @ @"), name(1, "@李敏")]);
        assert_eq!(pieces("", &team()), []);
    }

    #[test]
    fn whoever_is_named_twice_is_mentioned_once() {
        assert_eq!(mentioned("@李敏 @李敏之 @李敏", &team()), [UserId::from_u128(1), UserId::from_u128(2)]);
        assert_eq!(mentioned("李敏", &team()), []);
    }

    #[test]
    fn a_name_is_asked_for_by_what_stands_between_the_sign_and_the_caret() {
        for (text, caret, expected) in [
            ("@", 1, Some((0, ""))),
            ("请@李", 3, Some((3, "李"))),
            ("😀@李敏", 5, Some((4, "李敏"))),
            ("请@李敏", 2, Some((3, ""))),
            ("请@李敏 看", 6, None),
            ("请@李敏", 1, None),
            ("a@b", 3, None),
            ("@一二三四五六七八九十一二三四五六七八九十一", 22, None),
            ("", 0, None),
        ] {
            assert_eq!(asked(text, caret), expected.map(|(at, sought)| (at, sought.to_owned())), "{text} {caret}");
        }
    }

    #[test]
    fn a_colleague_is_found_by_name_and_by_initials() {
        for (sought, fits) in [("", true), ("敏", true), ("lm", true), ("M", false), ("张", false)] {
            assert_eq!(may_be_meant("李敏", "LM", sought), fits, "{sought}");
        }
    }
}
