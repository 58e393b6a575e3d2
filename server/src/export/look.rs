//! How shapes look, read from the style sheets of the screens, so that a picture has the colours of the screen. What a class
//! looks like is written to each shape as attributes: such a file opens alone, in programs that know no style sheets too.

use super::asked::Theme;
use diagram::escape;
use std::{collections::BTreeMap, sync::OnceLock};

/// The sheets that say how shapes look, in the order of the site's.
const SHEETS: [&str; 4] = [
    include_str!("../../../style/screens/chain.css"),
    include_str!("../../../style/screens/fishbone.css"),
    include_str!("../../../style/screens/picture.css"),
    include_str!("../../../style/screens/power_map.css"),
];
const TOKENS: &str = include_str!("../../../style/tokens.css");

/// What SVG knows as attributes and our shapes use.
const PROPERTIES: [&str; 14] = [
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
];

/// The rules for shapes, with the colours of one theme.
pub struct Look {
    rules: Vec<Rule>,
}

/// One selector with what it sets. `around` is asked of the group, `own` of the shape.
struct Rule {
    around: Vec<Vec<Part>>,
    own: Vec<Part>,
    sets: Vec<(&'static str, String)>,
}

/// A condition on the classes of one element.
enum Part {
    Is(String),
    IsNot(String),
}

impl Look {
    /// The look of a theme.
    pub fn of(theme: Theme) -> &'static Self {
        static LIGHT: OnceLock<Look> = OnceLock::new();
        static DARK: OnceLock<Look> = OnceLock::new();
        match theme {
            Theme::Light => LIGHT.get_or_init(|| Self::read(theme)),
            Theme::Dark => DARK.get_or_init(|| Self::read(theme)),
        }
    }

    fn read(theme: Theme) -> Self {
        let mut colours = variables(TOKENS, theme);
        // On the screen the paper has a tint of its own, so that cards stand out; a printed one is white all over.
        if let Some(sheet) = colours.get("--sheet").cloned() {
            colours.insert("--paper".to_owned(), sheet);
        }
        let rules = SHEETS.iter().flat_map(|sheet| blocks(&without_comments(sheet))).flat_map(|(selectors, body)| {
            let sets = declarations(&body, &colours, theme);
            selectors.split(',').filter_map(|text| selector(text, &sets)).collect::<Vec<_>>()
        });
        let mut rules: Vec<Rule> = rules.collect();
        rules.sort_by_key(|rule| rule.own.len() + rule.around.iter().map(Vec::len).sum::<usize>());
        Self { rules }
    }

    /// What a shape of these classes in a group of those looks like, as attributes.
    pub fn attributes(&self, around: &str, own: &str) -> String {
        self.set(around, own).iter().map(|(name, value)| format!(r#" {name}="{}""#, escape(value))).collect()
    }

    /// The same, by the names of the attributes.
    pub fn set(&self, around: &str, own: &str) -> BTreeMap<&str, &str> {
        let has = |classes: &str, parts: &[Part]| {
            parts.iter().all(|part| match part {
                Part::Is(name) => classes.split(' ').any(|class| class == name),
                Part::IsNot(name) => !classes.split(' ').any(|class| class == name),
            })
        };
        let mut set: BTreeMap<&str, &str> = BTreeMap::new();
        for rule in &self.rules {
            if has(own, &rule.own) && rule.around.iter().all(|parts| has(around, parts)) {
                set.extend(rule.sets.iter().map(|(name, value)| (*name, value.as_str())));
            }
        }
        set
    }
}

/// A selector of classes only; a group's, a shape's, or a shape's in a group. Anything else is about screens.
fn selector(text: &str, sets: &[(&'static str, String)]) -> Option<Rule> {
    if sets.is_empty() {
        return None;
    }
    let mut compounds: Vec<Vec<Part>> = Vec::new();
    for word in text.split_whitespace().filter(|word| *word != ">") {
        compounds.push(compound(word)?);
    }
    let own = compounds.pop()?;
    // A bare `:not()` would be about every shape there is.
    if compounds.is_empty() && !own.iter().any(|part| matches!(part, Part::Is(_))) {
        return None;
    }
    Some(Rule { around: compounds, own, sets: sets.to_vec() })
}

/// `.a.b:not(.c)`.
fn compound(mut word: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    while !word.is_empty() {
        let (rest, negated) = match word.strip_prefix(":not(.") {
            Some(rest) => (rest, true),
            None => (word.strip_prefix('.')?, false),
        };
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return None;
        }
        word = if negated { after.strip_prefix(')')? } else { after };
        parts.push(if negated { Part::IsNot(name.to_owned()) } else { Part::Is(name.to_owned()) });
    }
    Some(parts)
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
            let value = resolve(value.trim(), colours, theme)?;
            // SVG says `none` for what is not painted; not every reader knows `transparent`.
            Some((*property, if value == "transparent" { "none".to_owned() } else { value }))
        })
        .collect()
}

/// The variables of the root, for all screens.
fn variables(sheet: &str, theme: Theme) -> BTreeMap<String, String> {
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

    #[test]
    fn a_shape_has_the_colours_of_the_screen_in_both_themes() {
        assert_eq!(
            Look::of(Theme::Light).attributes("card", "box key"),
            r##" fill="#ffffff" stroke="#1d2026" stroke-width="1.6""##
        );
        assert!(Look::of(Theme::Dark).attributes("card", "box").contains(r##"fill="#1c1f25""##));
        assert!(Look::of(Theme::Light).attributes("card", "own-text s3").contains(r#"font-weight="700""#));
    }

    #[test]
    fn a_pale_card_is_pale_but_for_its_ring() {
        let look = Look::of(Theme::Light);
        assert!(look.attributes("card ghost", "title").contains(r#"opacity=".42""#));
        assert!(!look.attributes("card", "title").contains("opacity"));
    }

    #[test]
    fn nothing_is_left_that_only_a_browser_knows() {
        for theme in [Theme::Light, Theme::Dark] {
            for rule in &Look::of(theme).rules {
                for (name, value) in &rule.sets {
                    assert!(!value.contains("var(") && !value.contains('('), "{name}: {value}");
                }
            }
        }
    }
}
