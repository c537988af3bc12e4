//! Words for counts.

/// So many of something, in words: `1 neuron`, `3 neurons`. `one` is its name when there is one, and takes an s, or
/// `ies` for its y, when there are several.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    match (number, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{number} {stem}ies"),
        _ => format!("{number} {one}s"),
    }
}

/// With a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        let told = [(0, "neuron"), (1, "neuron"), (2, "neuron"), (1, "body"), (2, "body"), (3, "day")];
        let told = told.map(|(number, one)| count(number, one));
        assert_eq!(told, ["0 neurons", "1 neuron", "2 neurons", "1 body", "2 bodies", "3 days"]);
    }
}
