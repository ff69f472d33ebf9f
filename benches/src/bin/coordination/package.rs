//! A package that is written, and built, to see how long that takes.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// A package in the directory of temporary files, with its own target directory, which is kept: only
/// the package itself is compiled again.
pub(crate) struct Package {
    directory: PathBuf,
}

/// The line of a manifest.
pub(crate) fn depends_on_mea() -> String {
    format!(
        "mea = {{ path = {:?} }}",
        repository().display().to_string()
    )
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Package {
    pub(crate) fn new(name: &str, dependencies: &str) -> Result<Self, String> {
        let directory = env::temp_dir().join(name);
        let manifest = format!(
            "[package]\nname = \"blocks\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [workspace]\n[dependencies]\n{dependencies}\n",
        );
        let write = || {
            fs::create_dir_all(directory.join("src"))?;
            fs::write(directory.join("Cargo.toml"), manifest)?;
            fs::copy(
                repository().join("Cargo.lock"),
                directory.join("Cargo.lock"),
            )
        };
        write().map_err(|e| format!("{}: {e}", directory.display()))?;
        Ok(Self { directory })
    }

    /// Forgets what was built.
    pub(crate) fn clean(&self) -> Result<(), String> {
        let target = self.directory.join("target");
        match fs::remove_dir_all(&target) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                Err(format!("{}: {e}", target.display()))
            }
            _ => Ok(()),
        }
    }

    /// Seconds of processor time, and by the clock, of a command of cargo's with this program.
    pub(crate) fn cargo(&self, command: &str, program: &str) -> Result<(f64, f64), String> {
        let file = self.directory.join("src/lib.rs");
        fs::write(&file, program).map_err(|e| format!("{}: {e}", file.display()))?;
        let (cpu, clock) = (of_children()?, Instant::now());
        let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
            .args([command, "--quiet", "--offline"])
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", self.directory.join("target"))
            .output()
            .map_err(|e| format!("cargo: {e}"))?;
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            return Err(stderr.chars().take(3000).collect());
        }
        Ok((of_children()? - cpu, clock.elapsed().as_secs_f64()))
    }
}

/// The processor time of the processes that this one has waited for, as Linux counts it: in
/// hundredths of a second.
fn of_children() -> Result<f64, String> {
    let stat =
        fs::read_to_string("/proc/self/stat").map_err(|e| format!("/proc/self/stat: {e}"))?;
    // Behind the name of the program, which is in parentheses: state, .., utime, stime, cutime, cstime.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: Result<u64, _> = ticks.map(str::parse::<u64>).sum();
    ticks
        .map(|ticks| ticks as f64 / 100.0)
        .map_err(|e| e.to_string())
}
