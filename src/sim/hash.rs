//! A hash that is the same on every platform and in every release.

/// FNV-1a, 64 bits (Fowler, Noll, Vo 1991), which unlike the standard library's hasher promises that.
#[derive(Clone, Copy, Debug)]
pub struct StateHasher(u64);

impl Default for StateHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl StateHasher {
    /// Takes in bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Takes in the bits of a number.
    pub fn write_f32(&mut self, value: f32) {
        self.write(&value.to_bits().to_le_bytes());
    }

    /// The hash of all that was taken in.
    #[must_use]
    pub const fn finish(self) -> u64 {
        self.0
    }
}
