//! Style sheets as far as they are about shapes: which classes a rule asks for, and what it sets.

use super::asked::Theme;
use std::collections::BTreeMap;

/// What SVG knows as attributes and our shapes use.
const PROPERTIES: [&str; 15] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "font-size",
    "font-weight",
    "font-style",
    "letter-spacing",
    "text-decoration",
    "visibility",
    FILTER,
];
/// Not written: a filter turns what it is put on into pixels on paper.
pub(super) const FILTER: &str = "filter";
/// The only filter of a shape; its colours are made grey instead.
pub(super) const GREY: &str = "grayscale(1)";

/// One selector with what it sets. `around` is asked of the group, `own` of the shape.
pub(super) struct Rule {
    pub(super) around: Vec<Vec<Part>>,
    pub(super) own: Vec<Part>,
    pub(super) sets: Vec<(&'static str, String)>,
}

/// A condition on the classes of one element.
pub(super) enum Part {
    IsOneOf(Vec<String>),
    IsNoneOf(Vec<String>),
}

/// The rules of a sheet.
pub(super) fn rules(sheet: &str, colours: &BTreeMap<String, String>, theme: Theme) -> Vec<Rule> {
    let blocks = blocks(&without_comments(sheet)).into_iter();
    let of_block = |(selectors, body): (String, String)| {
        let sets = declarations(&body, colours, theme);
        each_selector(&selectors).filter_map(|text| selector(text, &sets)).collect::<Vec<_>>()
    };
    blocks.flat_map(of_block).collect()
}

/// The selectors of a rule: those within `:is()` and `:not()` stay together.
fn each_selector(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
}

/// A selector of classes only; a group's, a shape's, or a shape's in a group. Anything else is about screens.
fn selector(text: &str, sets: &[(&'static str, String)]) -> Option<Rule> {
    if sets.is_empty() {
        return None;
    }
    let mut compounds: Vec<Vec<Part>> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (word, after) = rest.split_at(word_end(rest));
        if word != ">" {
            compounds.push(compound(word)?);
        }
        rest = after.trim_start();
    }
    let own = compounds.pop()?;
    // A bare `:not()` would be about every shape there is.
    if compounds.is_empty() && !own.iter().any(|part| matches!(part, Part::IsOneOf(_))) {
        return None;
    }
    Some(Rule { around: compounds, own, sets: sets.to_vec() })
}

/// Up to the first space that is not in brackets.
fn word_end(text: &str) -> usize {
    let mut depth = 0;
    let end = text.find(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c.is_whitespace() && depth == 0
    });
    end.unwrap_or(text.len())
}

/// `.a.b:not(.c, .d):is(.e, .f)[data-g="h"]`. What the screen says by such an attribute a picture says by the class `g-h`.
fn compound(mut word: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    while !word.is_empty() {
        let (part, after) = if let Some(rest) = word.strip_prefix(":not(") {
            let (names, after) = rest.split_once(')')?;
            (Part::IsNoneOf(class_names(names)?), after)
        } else if let Some(rest) = word.strip_prefix(":is(") {
            let (names, after) = rest.split_once(')')?;
            (Part::IsOneOf(class_names(names)?), after)
        } else if let Some(rest) = word.strip_prefix("[data-") {
            let (attribute, after) = rest.split_once(']')?;
            let (name, value) = attribute.split_once('=')?;
            (Part::IsOneOf(vec![format!("{name}-{}", value.trim_matches('"'))]), after)
        } else {
            let rest = word.strip_prefix('.')?;
            let end = rest.find(|c: char| !is_of_a_name(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            (Part::IsOneOf(class_names(&format!(".{name}"))?), after)
        };
        parts.push(part);
        word = after;
    }
    Some(parts)
}

/// `.a, .b`: nothing else stands in brackets that is about shapes.
fn class_names(list: &str) -> Option<Vec<String>> {
    let name = |text: &str| {
        let name = text.trim().strip_prefix('.')?;
        (!name.is_empty() && name.chars().all(is_of_a_name)).then(|| name.to_owned())
    };
    list.split(',').map(name).collect()
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// The rules of a sheet and of its layers; not those that hold on some screens only.
fn blocks(sheet: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = sheet;
    while let Some(open) = rest.find('{') {
        let head = rest[..open].rsplit([';', '}']).next().unwrap_or_default().trim().to_owned();
        let mut depth = 1;
        let close = rest[open + 1..].find(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some(close) = close else { break };
        let body = &rest[open + 1..open + 1 + close];
        if head.starts_with("@layer") {
            found.extend(blocks(body));
        } else if !head.starts_with('@') {
            found.push((head, body.to_owned()));
        }
        rest = &rest[open + 2 + close..];
    }
    found
}

fn declarations(body: &str, colours: &BTreeMap<String, String>, theme: Theme) -> Vec<(&'static str, String)> {
    let pairs = body.split(';').filter_map(|one| one.split_once(':'));
    pairs
        .filter_map(|(name, value)| {
            let property = PROPERTIES.iter().find(|property| **property == name.trim())?;
            let value = if value.trim() == GREY { GREY.to_owned() } else { resolve(value.trim(), colours, theme)? };
            // SVG says `none` for what is not painted; not every reader knows `transparent`.
            Some((*property, if value == "transparent" { "none".to_owned() } else { value }))
        })
        .collect()
}

/// The variables of the root, for all screens.
pub(super) fn variables(sheet: &str, theme: Theme) -> BTreeMap<String, String> {
    let sheet = without_comments(sheet);
    let root = blocks(&sheet).into_iter().filter(|(head, _)| head == ":root");
    let mut found = BTreeMap::new();
    for (_, body) in root {
        for (name, value) in body.split(';').filter_map(|one| one.split_once(':')) {
            if let Some(value) = resolve(value.trim(), &BTreeMap::new(), theme) {
                found.insert(name.trim().to_owned(), value);
            }
        }
    }
    found
}

/// A value without `var()` and `light-dark()`; `None` if it is made of anything we do not know.
fn resolve(value: &str, colours: &BTreeMap<String, String>, theme: Theme) -> Option<String> {
    if let Some(name) = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) {
        return colours.get(name.trim()).cloned();
    }
    if let Some(both) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) {
        let (light, dark) = both.split_once(',')?;
        return resolve(if theme == Theme::Light { light } else { dark }.trim(), colours, theme);
    }
    (!value.contains('(')).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many rules a selector makes.
    fn count(selectors: &str) -> usize {
        rules(&format!("@layer screens {{ {selectors} {{ opacity: .5; }} }}"), &BTreeMap::new(), Theme::Light).len()
    }

    #[test]
    fn a_rule_is_read_if_it_asks_for_classes_and_nothing_else() {
        for known in [".a", ".a.b:not(.c)", ".a > :not(.b, .c)", ".a :is(.b, .c)", r#".a[data-b="c"] .d"#] {
            assert_eq!(count(known), 1, "{known}");
        }
        assert_eq!(count(".a, .b:not(.c, .d), .e"), 3);
        for of_screens in
            ["a", ".a:hover", ".a[data-held]", ".a:not([data-b])", ".a :is(.b, li)", ":not(.a)", ".a:is(.b:not(.c))"]
        {
            assert_eq!(count(of_screens), 0, "{of_screens}");
        }
    }
}
