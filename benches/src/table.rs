//! The rows as a table: one line each, with the competitors of each group in its head.

use crate::report::{Best, LIMIT, Row, Standing};

const NAME: usize = 44;
const COLUMN: usize = 12;

/// Prints rows as they come.
#[derive(Debug)]
pub struct Table {
    /// What the rows of each letter are.
    titles: fn(char) -> &'static str,
    /// The competitors in the last head.
    peers: Vec<String>,
    letter: Option<char>,
    behind: Vec<String>,
}

impl Table {
    /// An empty one. `titles` are those of the letters.
    pub fn new(titles: fn(char) -> &'static str) -> Self {
        Self {
            titles,
            peers: Vec::new(),
            letter: None,
            behind: Vec::new(),
        }
    }

    /// Prints a row, and a head before it if it has other competitors than the one before.
    pub fn row(&mut self, row: &Row) {
        let peers: Vec<_> = row.values.iter().map(|value| value.peer.clone()).collect();
        let is_under_head = self.peers.starts_with(&peers)
            && self.peers[peers.len()..].iter().all(|peer| peer == LIMIT);
        if self.letter != Some(row.letter) || !is_under_head {
            self.head(row, peers);
        }
        print!("{:NAME$} {:>6}", row.full_name(), row.unit);
        let best = row.best_peer().and_then(|value| value.median);
        for value in &row.values {
            match value.median {
                Some(median) => {
                    let is_best = value.is_peer() && Some(median) == best;
                    let text = number(median) + if is_best { "*" } else { " " };
                    print!("{text:>COLUMN$}");
                }
                None => print!("{:>COLUMN$}", "- "),
            }
        }
        for _ in row.values.len()..self.peers.len() {
            print!("{:COLUMN$}", "");
        }
        let ratio = row
            .ratio
            .map_or("-".to_owned(), |ratio| format!("{ratio:.2}"));
        let standing = match row.standing {
            Standing::Ahead => "",
            Standing::Even => "  even",
            Standing::Behind => "  BEHIND",
            Standing::Alone => "  no peer",
        };
        println!("{ratio:>9}{standing}");
        if row.standing == Standing::Behind {
            let sign = if row.best == Best::Most {
                "more is better"
            } else {
                "less is better"
            };
            let line = format!("{} {:48} {ratio:>6}  ({sign})", row.letter, row.full_name());
            self.behind.push(line);
        }
    }

    fn head(&mut self, row: &Row, peers: Vec<String>) {
        if self.letter != Some(row.letter) {
            println!("\n{}. {}", row.letter, (self.titles)(row.letter));
            self.letter = Some(row.letter);
        }
        print!("\n{:NAME$} {:>6}", "", "");
        for peer in &peers {
            print!("{:>COLUMN$}", format!("{peer} "));
        }
        println!("{:>9}", "ours/best");
        self.peers = peers;
    }

    /// Prints the rows in which we are behind.
    pub fn summary(&self) {
        println!("\nBehind the best peer: {} rows", self.behind.len());
        for line in &self.behind {
            println!("  {line}");
        }
    }
}

/// Three digits or more.
fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        v if v < 10.0 => format!("{value:.2}"),
        v if v < 1000.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
