//! Initials of Chinese text, so that one may type `cx` for 撤销.

use js_sys::{Array, Function, Intl::Collator, Object};
use wasm_bindgen::{JsCast, JsValue};

/// The first character of each initial in the order of pinyin; there is none for i, u and v.
const FIRSTS: &str = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
const LETTERS: &str = "abcdefghjklmnopqrstwxyz";

/// The initials of the Chinese characters of a text; anything else stays. From the browser's own order of pinyin: good enough to
/// find a command, not to name a person, whose pinyin comes with the record.
pub fn initials(text: &str) -> String {
    let languages = Array::of1(&JsValue::from_str("zh-CN-u-co-pinyin"));
    let compare: Function = Collator::new(&languages, &Object::new()).compare().unchecked_into();
    let not_before = |first: char, other: char| {
        let (first, other) = (JsValue::from_str(&first.to_string()), JsValue::from_str(&other.to_string()));
        let order = compare.call2(&JsValue::NULL, &first, &other).ok().and_then(|order| order.as_f64());
        order.is_some_and(|order| order <= 0.0)
    };
    let letter = |character: char| {
        if !('\u{4e00}'..='\u{9fff}').contains(&character) {
            return character;
        }
        let reached = FIRSTS.chars().zip(LETTERS.chars()).take_while(|(first, _)| not_before(*first, character));
        reached.last().map_or(character, |(_, letter)| letter)
    };
    text.chars().map(letter).collect()
}
