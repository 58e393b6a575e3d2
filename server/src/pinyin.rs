//! The sort and search key of Chinese text: the browser has no table for it.

use pinyin::ToPinyin;

/// Syllables without tones, one word each, other characters in lower case: 王建国 → `wang jian guo`.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 2);
    let mut after_syllable = false;
    for (character, syllable) in text.chars().zip(text.to_pinyin()) {
        match syllable {
            Some(syllable) => {
                if !key.is_empty() && !key.ends_with(' ') {
                    key.push(' ');
                }
                key.push_str(syllable.plain());
                after_syllable = true;
            }
            None => {
                if after_syllable && character != ' ' {
                    key.push(' ');
                }
                key.extend(character.to_lowercase());
                after_syllable = false;
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_becomes_its_syllables_and_a_mixed_one_stays_readable() {
        assert_eq!(sort_key("王建国"), "wang jian guo");
        assert_eq!(sort_key("Wang 建国 CTO"), "wang jian guo cto");
        assert_eq!(sort_key(""), "");
    }
}
