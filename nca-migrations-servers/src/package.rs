//! How to install what is missing.

use std::env;

/// What package managers call a piece of software.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// What people call it.
    pub name: &'static str,
    /// Debian, Ubuntu.
    pub apt: &'static str,
    /// Fedora, RHEL.
    pub dnf: &'static str,
    /// Alpine.
    pub apk: &'static str,
    /// Arch.
    pub pacman: &'static str,
    /// macOS.
    pub brew: &'static str,
}

impl Package {
    /// A sentence with the command for the package manager that this machine has.
    pub(crate) fn install(&self) -> String {
        let path = env::var_os("PATH").unwrap_or_default();
        // Where Linux and macOS have theirs, should PATH not say so.
        let usual = ["/usr/bin", "/sbin", "/opt/homebrew/bin"].map(Into::into);
        let directories: Vec<_> = env::split_paths(&path).chain(usual).collect();
        let command = self.commands().into_iter().find(|(manager, _)| {
            let mut directories = directories.iter();
            directories.any(|directory| directory.join(manager).is_file())
        });
        match command {
            Some((_, command)) => format!("install it with `{command}`"),
            None => format!("install it: packages call it `{}`", self.apt),
        }
    }

    fn commands(&self) -> [(&'static str, String); 5] {
        [
            ("apt-get", format!("apt-get install {}", self.apt)),
            ("dnf", format!("dnf install {}", self.dnf)),
            ("apk", format!("apk add {}", self.apk)),
            ("pacman", format!("pacman -S {}", self.pacman)),
            ("brew", format!("brew install {}", self.brew)),
        ]
    }
}
