//! Reading one file.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use crate::problem::{Kind, Problem};
use crate::source::{Form, Place, Source};

/// Reads one file; in problems and places it is called `name` and `shown`.
pub(crate) fn read_file(
    path: &Path,
    shown: String,
    name: String,
) -> Result<Arc<Source>, Box<Problem>> {
    let bytes = read_regular(path).map_err(|error| {
        let source = Source::without_text(path.to_owned(), shown.clone());
        Box::new(Problem::new(
            unreadable(path, name.clone(), &error),
            Place::new(&Arc::new(source), 0..0),
        ))
    })?;
    Source::of_bytes(path.to_owned(), shown.clone(), &bytes)
        .map(Arc::new)
        .map_err(|error| {
            let start = error.valid_up_to;
            let kind = Kind::NotUtf8 {
                name,
                byte: bytes[start],
            };
            let text = String::from_utf8_lossy(&bytes).into_owned().into();
            let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
            let source = Source {
                path: path.to_owned(),
                shown,
                text,
                form: Form::Other,
            };
            Box::new(Problem::new(
                kind,
                Place::new(&Arc::new(source), start..end),
            ))
        })
}

/// A pipe or a device is not opened: reading it could wait for ever, or never end.
fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() {
        fs::read(path)
    } else {
        Err(io::Error::other("not a regular file"))
    }
}

/// Why an entry cannot be looked at: a link to nothing, or whatever the system says.
pub(super) fn unreadable(path: &Path, name: String, error: &io::Error) -> Kind {
    match fs::read_link(path) {
        Ok(target) if error.kind() == ErrorKind::NotFound => Kind::DanglingLink {
            name,
            target: target.display().to_string(),
        },
        _ => Kind::Unreadable {
            name,
            error: error.to_string(),
        },
    }
}
