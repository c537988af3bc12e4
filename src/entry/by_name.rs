//! What a scene has by names: maps that keep the order of the file.

/// Declares maps by names, each also a resource of the running world. A name given twice is refused: a map would
/// silently keep the last.
macro_rules! by_name {
    ($($(#[$meta:meta])* $Name:ident of $Type:ident, $things:literal;)*) => {$(
        $(#[$meta])*
        #[derive(bevy::ecs::resource::Resource, Clone, Debug, Default, PartialEq)]
        pub struct $Name(pub indexmap::IndexMap<String, $Type>);

        impl std::ops::Deref for $Name {
            type Target = indexmap::IndexMap<String, $Type>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl std::ops::DerefMut for $Name {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        impl FromIterator<(String, $Type)> for $Name {
            fn from_iter<I: IntoIterator<Item = (String, $Type)>>(items: I) -> Self {
                Self(items.into_iter().collect())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Unique;

                impl<'de> serde::de::Visitor<'de> for Unique {
                    type Value = $Name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("a map of ", $things, " by name"))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$Name, A::Error> {
                        let mut items = $Name::default();
                        while let Some((name, item)) = map.next_entry::<String, $Type>()? {
                            if items.contains_key(&name) {
                                return Err(serde::de::Error::custom(format_args!(
                                    "the name {name:?} is used twice"
                                )));
                            }
                            items.insert(name, item);
                        }
                        Ok(items)
                    }
                }

                deserializer.deserialize_map(Unique)
            }
        }
    )*};
}
pub(crate) use by_name;
