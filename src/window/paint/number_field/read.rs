//! What was typed, as a number.

use super::{Figure, NumberField};

impl<N: Figure> NumberField<'_, N> {
    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// A sentence on what is wrong with it.
    pub(super) fn read(&self, text: &str) -> Result<N, String> {
        let text = text.trim();
        let plain = text.strip_suffix(self.suffix.trim()).unwrap_or(text).trim_end();
        if plain.is_empty() {
            return Err("A number is missing here".into());
        }
        let mut plain = plain.replace('\u{2212}', "-");
        if plain.matches(',').count() == 1 && !plain.contains('.') {
            plain = plain.replace(',', ".");
        }
        let (low, high) = (self.range.start(), self.range.end());
        // Exact, where it is larger than a fraction's digits reach.
        if N::INTEGRAL
            && let Ok(whole) = plain.parse::<N>()
        {
            return if *low <= whole && whole <= *high { Ok(whole) } else { Err(self.out_of_range(text)) };
        }
        // What begins with a letter is the word for no number, or for an infinite one.
        let worded = plain.trim_start_matches(['+', '-']).starts_with(char::is_alphabetic);
        let Some(number) = plain.parse::<f64>().ok().filter(|_| !worded) else {
            return Err(format!("\u{201c}{text}\u{201d} is no number"));
        };
        if N::INTEGRAL && number.fract() != 0.0 {
            return Err("It can only be a whole number".into());
        }
        let exact = !N::INTEGRAL || number.abs() < 9.0e15;
        if exact && low.to_f64() <= number && number <= high.to_f64() {
            Ok(N::from_f64(number))
        } else {
            Err(self.out_of_range(text))
        }
    }

    fn out_of_range(&self, text: &str) -> String {
        let allowed =
            self.allowed.clone().unwrap_or_else(|| format!("{} to {}", self.range.start(), self.range.end()));
        format!("It can be {allowed}, not {text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::RangeInclusive;

    fn read<N: Figure>(text: &str, range: RangeInclusive<N>) -> Result<N, String> {
        let mut value = *range.start();
        NumberField::new(&mut value, "it").range(range).suffix(" s").read(text)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("9.5", 9.5),
            ("9,5", 9.5),
            (" 9,5 s ", 9.5),
            ("\u{2212}3", -3.0),
            ("-,5", -0.5),
            ("+7", 7.0),
            ("1e2", 100.0),
            ("5.", 5.0),
        ] {
            assert_eq!(read(text, -1000.0f32..=1000.0), Ok(number), "{text}");
        }
        assert_eq!(read("12,0", 0u32..=20), Ok(12));
        let large = u64::MAX - 1;
        assert_eq!(read(&large.to_string(), 0..=u64::MAX), Ok(large), "to the last digit");
    }

    #[test]
    fn what_is_no_number_is_none_and_what_is_not_allowed_says_what_is() {
        let no_number =
            ["7 5", "nan", "NaN", "inf", "-infinity", "abc", "1,2,3", "1,000.5", "--1", "0x10", "1e", "5 m"];
        for text in no_number {
            let told = read(text, -1000.0f32..=1000.0).expect_err(text);
            assert!(told.contains(text) && told.ends_with("is no number"), "{told}");
        }
        assert_eq!(read("", 0.0f32..=1.0), Err("A number is missing here".into()));
        assert_eq!(read("7", 0.5f32..=6.0), Err("It can be 0.5 to 6, not 7".into()));
        assert_eq!(read("1e999", 0.5f32..=6.0), Err("It can be 0.5 to 6, not 1e999".into()));
        assert_eq!(read("2,5", 0u32..=6), Err("It can only be a whole number".into()));
        assert_eq!(read("-1", 0u32..=6), Err("It can be 0 to 6, not -1".into()));
        let beyond = "18446744073709551616";
        assert!(read(beyond, 0..=u64::MAX).is_err(), "no nearest number is taken for it");
    }
}
