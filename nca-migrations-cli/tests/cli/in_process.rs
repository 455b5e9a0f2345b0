//! A program run in this process, with what it writes caught.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use nca_migrations_cli::{Exit, Program, Streams};

/// What was written to a stream.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Written {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

/// How it ended, stdout, stderr.
pub(crate) fn run(program: &Program, args: &[&str]) -> (Exit, String, String) {
    let (out, err) = (Written::default(), Written::default());
    let args = std::iter::once("app").chain(args.iter().copied());
    let exit = program.run(args, &mut Streams::to(out.clone(), err.clone()));
    (exit, out.text(), err.text())
}
