//! Rows of blocks: what their arms find, and what comes out.

use std::cell::Cell;

use super::{BLOCKS, Blocks, Cells, Work};

/// The blocks of each competitor, and what their arms find.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is done, with how many arms.
    pub name: String,
    works: &'static [Work],
    cells: Cells,
    /// The output of the block.
    output: u64,
}

impl Row {
    /// How many competitors there are.
    pub fn competitors(&self) -> usize {
        self.works.len()
    }

    /// Has a competitor do it, so often, and looks at the result.
    pub fn run(&self, competitor: usize, times: u64) {
        let output = self.works[competitor](&self.cells, times);
        assert_eq!(output, self.output * times, "{}", self.name);
    }
}

/// What a row is called, who does it, and whether all arms are ready, or the last one only.
type Kind = (&'static str, &'static [Work], bool);

fn rows(pick: fn(&'static Blocks) -> [Kind; 2]) -> Vec<Row> {
    static ALL: [Blocks; 3] = BLOCKS;
    let row = |blocks: &'static Blocks, (name, works, all_ready): Kind| {
        let last = blocks.arms - 1;
        let cell = |arm| u64::from(all_ready || arm == last) * (arm as u64 + 1);
        let cells = std::array::from_fn(|arm| Cell::new(cell(arm)));
        let output = (0..blocks.arms).map(cell).sum();
        let name = format!("{name}, {} arms", blocks.arms);
        Row {
            name,
            works,
            cells,
            output,
        }
    };
    let kinds = [0, 1].map(|kind| {
        ALL.iter()
            .map(move |blocks| row(blocks, pick(blocks)[kind]))
    });
    kinds.into_iter().flatten().collect()
}

/// Those of `select!`, by the competitors of [`SELECTS`](super::SELECTS).
pub fn selects() -> Vec<Row> {
    rows(|blocks| {
        [
            ("ready", &blocks.once, false),
            ("pending", &blocks.again, false),
        ]
    })
}

/// Those of `join!`, by the competitors of [`JOINS`](super::JOINS).
pub fn joins() -> Vec<Row> {
    rows(|blocks| {
        [
            ("ready", &blocks.join, true),
            ("pending", &blocks.join_again, true),
        ]
    })
}
