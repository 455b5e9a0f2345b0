//! The `sql_mode` that programs are made in, and run in ever after:
//! <https://dev.mysql.com/doc/refman/8.4/en/create-trigger.html>.

use super::script::Script;
use super::text::string;

/// What of the session has been changed so far.
#[derive(Debug, Default)]
pub(super) struct Modes {
    sql_mode: Option<String>,
    time_zone: Option<String>,
}

impl Modes {
    /// As a setting of the model has it: `''` is none.
    pub(super) fn sql_mode(&mut self, script: &mut Script, mode: &str) {
        set(
            script,
            "sql_mode",
            &mut self.sql_mode,
            mode.trim_matches('\''),
        );
    }

    pub(super) fn time_zone(&mut self, script: &mut Script, zone: &str) {
        set(script, "time_zone", &mut self.time_zone, zone);
    }

    /// The session as it was.
    pub(super) fn restore(&mut self, script: &mut Script) {
        for (variable, current) in [
            ("sql_mode", &mut self.sql_mode),
            ("time_zone", &mut self.time_zone),
        ] {
            if current.take().is_some() {
                script.say(format!("SET {variable} = @old_{variable}"));
            }
        }
    }
}

fn set(script: &mut Script, variable: &str, current: &mut Option<String>, value: &str) {
    if current.as_deref() == Some(value) {
        return;
    }
    let value_text = string(value);
    script.say(match current {
        None => format!("SET @old_{variable} = @@{variable}, {variable} = {value_text}"),
        Some(_) => format!("SET {variable} = {value_text}"),
    });
    *current = Some(value.to_owned());
}
