//! The built program, as a person or a script calls it.

use assert_cmd::Command;

/// The program, called from the project's folder.
pub fn wriggle() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wriggle"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Standard output of a call that must succeed.
pub fn output(arguments: &[&str]) -> String {
    let done = wriggle().args(arguments).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
}

/// A call that must fail with this code and words that hold this; returns what it printed.
pub fn failure(arguments: &[&str], code: i32, fragment: &str) -> Vec<u8> {
    let done = wriggle().args(arguments).assert();
    let out = done.get_output();
    let words = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(code), "{arguments:?}: {words}");
    assert!(words.contains(fragment), "{arguments:?} said: {words}");
    assert!(!words.contains("panicked"), "{arguments:?}: {words}");
    out.stdout.clone()
}

/// A folder that goes with its owner.
pub struct Folder(pub tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("UTF-8").to_owned()
    }

    /// Writes a file in it; its path.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.path().join(name), bytes).expect("written");
        self.file(name)
    }
}
