//! Ctrl-C, and SIGTERM, while a database is being migrated.
//!
//! The first one asks the run to stop after the statement that is running: what is in a transaction
//! is rolled back, what is outside of one is recorded, the lock is released, and one message says
//! where the database is. The second one ends the process at once, and leaves the rest to the database
//! and to the next run, as `kill -9` does. Outside of a run a signal does what it always does.
//!
//! On Windows Ctrl-C ends the process at once.

use std::fmt;

/// A signal that asks a process to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    Interrupt,
    Terminate,
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Interrupt => "Ctrl-C",
            Self::Terminate => "SIGTERM",
        })
    }
}

#[cfg(not(unix))]
pub(crate) use elsewhere::Interrupts;
#[cfg(unix)]
pub(crate) use unix::Interrupts;

#[cfg(unix)]
mod unix {
    use std::io::{self, Write as _};
    use std::process;
    use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
    use std::sync::{Mutex, Once, PoisonError, mpsc};
    use std::thread;
    use std::time::Duration;

    use indicatif::ProgressBar;
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, exit};

    use super::Signal;

    const STOPPING: &str = "stopping after this statement; once more ends it at once";
    const ENDED: &str = "FAILED: ended at once\n\
        the database rolls back what was not committed; run it again: it goes on from there";
    /// How long the process goes on for the sake of saying this.
    const LAST_WORDS: Duration = Duration::from_millis(200);

    /// The signals of this process.
    pub(crate) struct Interrupts {
        watched: Once,
        running: AtomicBool,
        /// The number of the first signal of this run.
        asked: AtomicI32,
        /// What is drawn on the terminal, to write beside it. None outside of a run.
        bar: Mutex<Option<ProgressBar>>,
    }

    impl Interrupts {
        pub(crate) fn of_process() -> &'static Self {
            static ONLY: Interrupts = Interrupts {
                watched: Once::new(),
                running: AtomicBool::new(false),
                asked: AtomicI32::new(0),
                bar: Mutex::new(None),
            };
            &ONLY
        }

        /// From here to the end of the guard a signal asks the run to stop.
        pub(crate) fn watch(&'static self, bar: ProgressBar) -> Watch {
            self.watched.call_once(|| {
                // Without it signals do what they always do.
                if let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) {
                    thread::spawn(move || signals.forever().for_each(|signal| self.note(signal)));
                }
            });
            *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
            self.asked.store(0, Ordering::SeqCst);
            self.running.store(true, Ordering::SeqCst);
            Watch(self)
        }

        /// The signal that asks the run to stop, if one does.
        pub(crate) fn asked(&self) -> Option<Signal> {
            match self.asked.load(Ordering::SeqCst) {
                0 => None,
                SIGTERM => Some(Signal::Terminate),
                _ => Some(Signal::Interrupt),
            }
        }

        fn note(&'static self, signal: i32) {
            if !self.running.load(Ordering::SeqCst) {
                let _ = emulate_default_handler(signal);
                process::abort();
            }
            if self.asked.swap(signal, Ordering::SeqCst) == 0 {
                // Not here: who reads stderr may have stopped reading, and the second signal must work.
                thread::spawn(|| self.say_beside_bar(STOPPING));
            } else {
                let (said, is_said) = mpsc::channel();
                thread::spawn(move || {
                    self.say_instead_of_bar(ENDED);
                    // It may be over by then.
                    let _ = said.send(());
                });
                let _ = is_said.recv_timeout(LAST_WORDS);
                // No destructors, which another thread may be in the midst of using.
                exit(128 + signal);
            }
        }

        fn say_beside_bar(&self, line: &str) {
            let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
            // None: the run has ended meanwhile, and said so.
            if let Some(bar) = &*bar {
                bar.suspend(|| say(line));
            }
        }

        fn say_instead_of_bar(&self, line: &str) {
            let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(bar) = &*bar {
                bar.finish_and_clear();
            }
            say(line);
        }
    }

    fn say(line: &str) {
        // Nobody may be there to read it.
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// While it lives, a signal asks to stop.
    pub(crate) struct Watch(&'static Interrupts);

    impl Drop for Watch {
        fn drop(&mut self) {
            self.0.running.store(false, Ordering::SeqCst);
            *self.0.bar.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use indicatif::ProgressBar;

    use super::Signal;

    /// Nothing is caught.
    pub(crate) struct Interrupts;

    impl Interrupts {
        pub(crate) fn of_process() -> &'static Self {
            &Self
        }

        pub(crate) fn watch(&'static self, _: ProgressBar) {}

        pub(crate) fn asked(&self) -> Option<Signal> {
            None
        }
    }
}
