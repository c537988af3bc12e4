//! The program ffmpeg at work.

use super::error::FilmError;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::process::{Child, Command, Stdio};
use tempfile::TempPath;

/// Looks for ffmpeg on the path.
///
/// # Errors
///
/// When it is not there, or cannot be started.
pub fn find(ending: &str) -> Result<(), FilmError> {
    let asked = Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match asked {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(FilmError::Failed(format!(
            "an .{ending} is made by ffmpeg, and `ffmpeg -version` fails here"
        ))),
        Err(error) => {
            let why = if error.kind() == io::ErrorKind::NotFound {
                "which is not there".to_owned()
            } else {
                format!("which cannot be started: {error}")
            };
            Err(FilmError::Failed(format!(
                "an .{ending} is made by the program ffmpeg, {why}\n  help: install it (`apt install ffmpeg`, \
                 `brew install ffmpeg`, `winget install ffmpeg`), or take --video NAME.gif, or numbered pictures"
            )))
        }
    }
}

/// The program at work: pictures go in by a pipe, the video comes out in a file of its own.
pub(super) struct Ffmpeg {
    child: Child,
    /// What it says of its troubles.
    words: File,
    out: TempPath,
}

impl Ffmpeg {
    pub(super) fn begin(
        (width, height): (usize, usize),
        fps: u32,
        ending: &str,
        options: &[&str],
    ) -> Result<Self, FilmError> {
        let aside = FilmError::io("a file in the system's folder for such");
        let made = || -> io::Result<(File, TempPath)> {
            let out = tempfile::Builder::new().suffix(&format!(".{ending}")).tempfile()?;
            Ok((tempfile::tempfile()?, out.into_temp_path()))
        };
        let (words, out) = made().map_err(aside)?;
        let troubles = words.try_clone().map_err(FilmError::io("ffmpeg"))?;
        let mut command = Command::new("ffmpeg");
        command
            .args(["-hide_banner", "-nostdin", "-loglevel", "error", "-y"])
            .args(["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", &format!("{width}x{height}")])
            .args(["-framerate", &fps.to_string(), "-i", "pipe:0", "-an"])
            .args(["-vf", "scale=out_color_matrix=bt709:out_range=tv"])
            .args(["-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709"])
            .args(["-color_trc", "bt709", "-color_range", "tv"])
            .args(options)
            .arg(&out)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::from(troubles));
        let child = command.spawn().map_err(FilmError::io("ffmpeg"))?;
        Ok(Self { child, words, out })
    }

    pub(super) fn add(&mut self, pixels: &[u8]) -> Result<(), FilmError> {
        let written = self.child.stdin.as_mut().map(|pipe| pipe.write_all(pixels));
        match written {
            Some(Ok(())) => Ok(()),
            // It has given up: why, it says itself.
            _ => {
                drop(self.child.stdin.take());
                let _ = self.child.wait();
                Err(self.failed())
            }
        }
    }

    /// The bytes of the video.
    pub(super) fn end(mut self) -> Result<Vec<u8>, FilmError> {
        drop(self.child.stdin.take());
        let status = self.child.wait().map_err(FilmError::io("ffmpeg"))?;
        if !status.success() {
            return Err(self.failed());
        }
        std::fs::read(&self.out).map_err(FilmError::io("what ffmpeg made"))
    }

    fn failed(&mut self) -> FilmError {
        let mut said = String::new();
        let _ = self.words.rewind().and_then(|()| self.words.read_to_string(&mut said));
        let said: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = said[said.len().saturating_sub(6)..].join("\n  ");
        let last = if last.is_empty() { "it says nothing".to_owned() } else { last };
        FilmError::Failed(format!("ffmpeg could not make the video:\n  {last}"))
    }
}

impl Drop for Ffmpeg {
    fn drop(&mut self) {
        // Where the run has failed it would wait for pictures for ever; one that is done is not there any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
