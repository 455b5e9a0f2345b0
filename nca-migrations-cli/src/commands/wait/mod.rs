//! `wait`: until the database answers.

mod attempt;

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use self::attempt::{Answer, ask};
use crate::args::WaitArgs;
use crate::context::Context;
use crate::duration;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;
use crate::url::DatabaseUrl;

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Why it is waited no longer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WaitError {
    #[error(
        "the database `{shown}` did not answer within {}{}",
        duration::shown(*.timeout),
        .said.as_ref().map_or_else(String::new, |said| format!(": {said}"))
    )]
    Timeout {
        shown: String,
        timeout: Duration,
        /// What came of the last attempt; `None` if none came to an end.
        said: Option<String>,
    },
    #[error("the database `{shown}` answers, and refuses: {said}")]
    Refused { shown: String, said: String },
}

pub(super) fn run(context: &mut Context<'_>, args: &WaitArgs) -> Result<Exit, Failure> {
    let url = context.database_url()?;
    let start = Instant::now();
    wait(context, &url, args.timeout, start)?;
    let waited = start.elapsed();
    if context.globals.json {
        let waited = u64::try_from(waited.as_micros()).unwrap_or(u64::MAX);
        let fields = json!({ "database": url.shown, "waited_us": waited });
        context.streams.result(json::object(fields));
    } else {
        let answers = format!("the database `{}` answers", url.shown);
        context.streams.summary(answers);
    }
    Ok(Exit::Done)
}

fn wait(
    context: &mut Context<'_>,
    url: &DatabaseUrl,
    timeout: Duration,
    start: Instant,
) -> Result<(), WaitError> {
    let mut pause = FIRST_PAUSE;
    let mut said: Option<String> = None;
    loop {
        let left = timeout.saturating_sub(start.elapsed());
        let timed_out = |said| WaitError::Timeout {
            shown: url.shown.clone(),
            timeout,
            said,
        };
        match ask_within(url, left.max(FIRST_PAUSE)) {
            Some(Answer::Ready) => return Ok(()),
            Some(Answer::Refused(said)) => {
                let shown = url.shown.clone();
                return Err(WaitError::Refused { shown, said });
            }
            Some(Answer::Nothing(now)) => {
                // Once for each thing that there is to say.
                if said.as_ref() != Some(&now) {
                    let line = format!("waiting for the database `{}`: {now}", url.shown);
                    context.streams.progress(line);
                    said = Some(now);
                }
            }
            None => return Err(timed_out(said)),
        }
        let left = timeout.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(timed_out(said));
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// The answer, unless it takes too long: a client library may wait for minutes where packets are
/// lost. The thread of such an attempt is left behind, and ends with the process.
fn ask_within(url: &DatabaseUrl, limit: Duration) -> Option<Answer> {
    let (sender, receiver) = mpsc::channel();
    let url = url.clone();
    thread::spawn(move || {
        // Nobody listens any more when it took too long.
        let _ = sender.send(ask(&url));
    });
    receiver.recv_timeout(limit).ok()
}
