//! Words for counts.

pub(crate) use crate::entry::counted as count;

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
