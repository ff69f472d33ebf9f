//! Where the lines come from: a file, or made-up sensors.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
};

use crate::frame::LONGEST;

const SENSORS: [(&str, f64); 5] = [
    ("boiler/temperature", 81.5),
    ("boiler/pressure", 2.4),
    ("hall/temperature", 19.0),
    ("hall/humidity", 45.0),
    ("pump/revolutions", 1450.0),
];

pub(crate) type Lines = Box<dyn Iterator<Item = io::Result<String>> + Send>;

/// The lines of a file. To read one blocks the thread; the main task, which does so, has one of its own.
pub(crate) fn file(path: &Path) -> io::Result<Lines> {
    Ok(Box::new(BufReader::new(File::open(path)?).lines()))
}

/// So many readings, with so many lines among them that are none. They depend on the seed alone.
pub(crate) fn made_up(readings: u32, malformed: u32, seed: u64) -> Lines {
    let every = readings / malformed.saturating_add(1);
    let mut random = Random(seed);
    let lines = (1..=readings).flat_map(move |number| {
        let bad = every > 0 && number % every == 0 && number / every <= malformed;
        let reading = reading(&mut random);
        let bad = bad.then(|| nonsense(&mut random));
        [Some(reading), bad].into_iter().flatten().map(Ok)
    });
    Box::new(lines)
}

fn reading(random: &mut Random) -> String {
    let (sensor, usual) = SENSORS[random.below(SENSORS.len() as u64) as usize];
    let value = usual * (90 + random.below(21)) as f64 / 100.0;
    format!("{sensor} {value:.2}")
}

/// Too long, or not what it should be.
fn nonsense(random: &mut Random) -> String {
    match random.below(3) {
        0 => "hall/temperature".to_owned(),
        1 => "hall/temperature warm".to_owned(),
        _ => "x".repeat(LONGEST + 1),
    }
}

/// Seeded numbers: Steele, Lea and Flood's SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}
