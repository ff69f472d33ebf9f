//! Rows of blocks: what their arms find, and what comes out.

use std::cell::Cell;

use super::{Blocks, Cells, Work, Works, blocks_again, blocks_once};

/// A block of each competitor, and what its arms find.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is done.
    pub name: String,
    /// With how many arms.
    pub arms: u64,
    works: Vec<(&'static str, Work)>,
    cells: Cells,
    /// The output of the block.
    output: u64,
}

impl Row {
    /// The competitors, ours first.
    pub fn peers(&self) -> impl Iterator<Item = &'static str> {
        self.works.iter().map(|(peer, _)| *peer)
    }

    /// Has a competitor do it, so often, and looks at the result.
    pub fn run(&self, competitor: usize, times: u64) {
        let output = self.works[competitor].1(&self.cells, times);
        assert_eq!(output, self.output * times, "{}", self.name);
    }
}

/// One of the blocks that a competitor has, if it has that one.
type Pick = fn(&Works) -> Option<Work>;

/// Of each kind of block, and of arms that find something.
const KINDS: [(&str, Pick); 4] = [
    ("select! biased", |works| works.select[0]),
    ("select! fair", |works| works.select[1]),
    ("join! biased", |works| works.join[0]),
    ("join! fair", |works| works.join[1]),
];

/// Which arms are ready. `join!` needs all.
#[derive(Clone, Copy)]
enum Ready {
    Last,
    All,
}

fn row(kind: &str, pick: Pick, blocks: &Blocks, ready: Ready) -> Row {
    // All have the same, so that it does not matter which arm is taken.
    let cell = |arm: u64| match ready {
        Ready::Last if arm + 1 != blocks.arms => 0,
        _ if arm < blocks.arms => blocks.arms,
        _ => 0,
    };
    let works = blocks.works.iter();
    Row {
        name: kind.to_owned(),
        arms: blocks.arms,
        works: works
            .filter_map(|(peer, works)| Some((*peer, pick(works)?)))
            .collect(),
        cells: std::array::from_fn(|arm| Cell::new(cell(arm as u64))),
        output: if kind.starts_with("join!") {
            blocks.arms * blocks.arms
        } else {
            blocks.arms
        },
    }
}

/// All of them with 2, 8 and 32 arms. Their names say what is done, and with how many.
pub fn rows() -> Vec<Row> {
    let (once, again) = (blocks_once(), blocks_again());
    let mut rows = Vec::new();
    for (kind, pick) in KINDS {
        let works: &[(&str, &[Blocks], Ready)] = if kind.starts_with("join!") {
            &[
                ("ready", &once, Ready::All),
                ("pending", &again, Ready::All),
            ]
        } else {
            &[
                ("last ready", &once, Ready::Last),
                ("all ready", &once, Ready::All),
                ("pending", &again, Ready::Last),
            ]
        };
        for (what, blocks, ready) in works {
            let blocks = blocks.iter().filter(|b| matches!(b.arms, 2 | 8 | 32));
            rows.extend(blocks.map(|blocks| {
                let mut row = row(kind, pick, blocks, *ready);
                row.name = format!("{kind}, {what}, {} arms", blocks.arms);
                row
            }));
        }
    }
    rows
}

/// Blocks of each kind with more and more arms, of which the last is ready, or all of a `join!`.
pub fn growth() -> Vec<Vec<Row>> {
    let blocks = blocks_once();
    let of_kind = |(kind, pick): (&str, Pick)| {
        let ready = if kind.starts_with("join!") {
            Ready::All
        } else {
            Ready::Last
        };
        let rows = blocks.iter().map(|blocks| row(kind, pick, blocks, ready));
        rows.collect()
    };
    KINDS.into_iter().map(of_kind).collect()
}
