//! How shapes look, read from the style sheets of the screens, so that a picture has the colours of the screen. What a class
//! looks like is written to each shape as attributes: such a file opens alone, in programs that know no style sheets too.

use super::{
    asked::Theme,
    rules::{FILTER, GREY, Part, Rule, rules, variables},
};
use diagram::escape;
use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

/// The sheets that say how shapes look, in the order of the site's.
const SHEETS: [&str; 5] = [
    include_str!("../../../style/screens/chain.css"),
    include_str!("../../../style/screens/fishbone.css"),
    include_str!("../../../style/screens/past.css"),
    include_str!("../../../style/screens/picture.css"),
    include_str!("../../../style/screens/power_map.css"),
];
const TOKENS: &str = include_str!("../../../style/tokens.css");

/// The rules for shapes, with the colours of one theme.
pub struct Look {
    rules: Vec<Rule>,
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
        let mut rules: Vec<Rule> = SHEETS.iter().flat_map(|sheet| rules(sheet, &colours, theme)).collect();
        rules.sort_by_key(|rule| rule.own.len() + rule.around.iter().map(Vec::len).sum::<usize>());
        Self { rules }
    }

    /// What a shape of these classes in a group of those looks like, as attributes.
    pub fn attributes(&self, around: &str, own: &str) -> String {
        self.set(around, own).iter().map(|(name, value)| format!(r#" {name}="{}""#, escape(value))).collect()
    }

    /// The same, by the names of the attributes.
    pub fn set(&self, around: &str, own: &str) -> BTreeMap<&str, Cow<'_, str>> {
        let is_one =
            |classes: &str, names: &[String]| classes.split(' ').any(|class| names.iter().any(|one| one == class));
        let has = |classes: &str, parts: &[Part]| {
            parts.iter().all(|part| match part {
                Part::IsOneOf(names) => is_one(classes, names),
                Part::IsNoneOf(names) => !is_one(classes, names),
            })
        };
        let mut set: BTreeMap<&str, Cow<'_, str>> = BTreeMap::new();
        for rule in &self.rules {
            if has(own, &rule.own) && rule.around.iter().all(|parts| has(around, parts)) {
                set.extend(rule.sets.iter().map(|(name, value)| (*name, Cow::from(value.as_str()))));
            }
        }
        if set.remove(FILTER).is_some_and(|filter| filter == GREY) {
            for name in ["fill", "stroke"] {
                // A shape without a fill of its own is black: that is grey already.
                if let Some(colour) = set.get_mut(name)
                    && let Some(grey) = grey(colour)
                {
                    *colour = Cow::from(grey);
                }
            }
        }
        set
    }
}

/// A colour without its hue, as `grayscale(1)` computes it; nothing of what is no colour.
fn grey(colour: &str) -> Option<String> {
    let rgb = u32::from_str_radix(colour.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()?;
    let part = |shift: u32| f64::from(rgb >> shift & 0xff);
    let light = (0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)).round() as u32;
    Some(format!("#{light:02x}{light:02x}{light:02x}"))
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
    fn what_a_comparison_marks_looks_in_a_picture_as_it_does_on_the_screen() {
        let look = Look::of(Theme::Light);
        assert_eq!(
            look.attributes("item card diff-left", "ring shown"),
            r##" fill="none" stroke="#a3321b" stroke-dasharray="8 5" stroke-width="2.5""##
        );
        assert_eq!(
            look.attributes("diff-sign kind-joined", "diff-back"),
            r##" fill="#ffffff" stroke="#0b6e4f" stroke-width="1.5""##
        );
        assert!(look.attributes("line diff-changed", "influences w2").contains(r##"stroke="#2f4b9e""##));
        assert!(look.attributes("department diff-left", "region").contains(r##"stroke="#a3321b""##));
        assert!(!look.attributes("line", "influences w2").contains("#2f4b9e"));
    }

    #[test]
    fn who_left_is_grey_but_for_the_frame_that_says_so() {
        let look = Look::of(Theme::Light);
        let fill = |around: &str| look.set(around, "own s2")["fill"].to_string();
        assert_eq!((fill("item card"), fill("item card diff-left")), ("#2b8260".to_owned(), "#6d6d6d".to_owned()));
        assert!(look.attributes("item card diff-left", "own s2").contains(r##"fill="#6d6d6d""##));
        assert!(!look.attributes("item card diff-left", "own s2").contains("filter"));
        assert!(look.attributes("line diff-left", "reports").contains("#a3321b"), "a line says it by its own stroke");
    }

    #[test]
    fn nothing_is_left_that_only_a_browser_knows() {
        for theme in [Theme::Light, Theme::Dark] {
            for rule in &Look::of(theme).rules {
                for (name, value) in &rule.sets {
                    assert!(!value.contains('(') || *name == FILTER, "{name}: {value}");
                }
            }
        }
    }
}
