//! A log that looks like a real one, and is the same each time.
//!
//! Popular paths are requested far more often than others, one line in a hundred is the beginning of an
//! encrypted connection at the wrong port, which is no request, and there are some errors.

use std::fmt::{self, Write};

const PAGES: [&str; 12] = [
    "/",
    "/index.html",
    "/style.css",
    "/docs/",
    "/docs/mutex.html",
    "/docs/semaphore.html",
    "/search",
    "/logo.svg",
    "/favicon.ico",
    "/blog/",
    "/blog/cancel-safety.html",
    "/robots.txt",
];

/// How many paths there are besides the pages.
const ISSUES: u64 = 400;

pub(crate) fn log(lines: u32) -> String {
    let mut text = String::new();
    write(&mut text, lines).expect("a string takes everything");
    text
}

fn write(out: &mut String, lines: u32) -> fmt::Result {
    let mut random = Random(1);
    let mut seconds = 0;
    for _ in 0..lines {
        seconds += random.below(20);
        // The days of January, again and again.
        let (day, time) = (1 + seconds / 86_400 % 31, seconds % 86_400);
        let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
        let client = random.small(250);
        write!(
            out,
            "192.0.2.{client} - - [{day:02}/Jan/2026:{hour:02}:{minute:02}:{second:02} +0000] "
        )?;
        if random.below(100) == 0 {
            writeln!(out, r#""\x16\x03\x01\x02" 400 226"#)?;
            continue;
        }
        let method = if random.below(10) == 0 { "HEAD" } else { "GET" };
        write!(out, "\"{method} ")?;
        match random.below(4) {
            0 => write!(out, "/issues/{}", random.small(ISSUES))?,
            _ => write!(out, "{}", PAGES[random.small(PAGES.len() as u64) as usize])?,
        }
        if random.below(16) == 0 {
            write!(out, "?page={}", random.below(9))?;
        }
        let (status, bytes) = match random.below(50) {
            0 => (500, 0),
            1..=3 => (404, 162),
            4..=9 => (304, 0),
            _ => (200, 200 + random.small(40_000)),
        };
        match bytes {
            0 => writeln!(out, " HTTP/1.1\" {status} -")?,
            _ => writeln!(out, " HTTP/1.1\" {status} {bytes}")?,
        }
    }
    Ok(())
}

/// A linear congruential generator, with the constants of Knuth's MMIX.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Below `limit`, and the smaller the likelier.
    fn small(&mut self, limit: u64) -> u64 {
        self.below(limit) * self.below(limit) / limit
    }
}
