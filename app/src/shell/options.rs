//! The options of a form that chooses one of a list: each is worth its place in the list, as text; nothing chosen is the empty text.

/// What each option is worth, and its text.
pub fn options<T: Copy>(all: &[T], name: impl Fn(T) -> String) -> Vec<(String, String)> {
    all.iter().enumerate().map(|(at, one)| (at.to_string(), name(*one))).collect()
}

/// The same after an option for none of them.
pub fn options_or<T: Copy>(none: &str, all: &[T], name: impl Fn(T) -> String) -> Vec<(String, String)> {
    let mut offered = options(all, name);
    offered.insert(0, (String::new(), none.to_owned()));
    offered
}

/// What the option of one of them is worth.
pub fn option_of<T: PartialEq>(all: &[T], one: Option<T>) -> String {
    let at = one.and_then(|one| all.iter().position(|each| *each == one));
    at.map_or_else(String::new, |at| at.to_string())
}

/// What was chosen.
pub fn chosen<T: Copy>(all: &[T], value: &str) -> Option<T> {
    all.get(value.parse::<usize>().ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::{chosen, option_of, options_or};

    #[test]
    fn what_is_chosen_is_what_the_option_stood_for() {
        let all = ['a', 'b', 'c'];
        let offered = options_or("none", &all, String::from);
        assert_eq!(offered.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["none", "a", "b", "c"]);
        for one in [None, Some('a'), Some('c')] {
            assert_eq!(chosen(&all, &option_of(&all, one)), one);
        }
        for nonsense in ["", "3", "-1", "x"] {
            assert_eq!(chosen(&all, nonsense), None, "{nonsense}");
        }
    }
}
