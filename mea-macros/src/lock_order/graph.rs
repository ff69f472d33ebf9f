//! The order as a graph, and the cycles that it must not have.

use quote::ToTokens;
use syn::Path;

use super::parse::Input;
use crate::errors::Errors;

pub(super) struct Graph {
    /// Each level as it was first written.
    pub(super) levels: Vec<Path>,
    /// For each level those that come right after it.
    next: Vec<Vec<usize>>,
}

impl Graph {
    /// The graph without the edges that would close a cycle, which are errors.
    pub(super) fn new(input: &Input, errors: &mut Errors) -> Self {
        let mut graph = Self {
            levels: Vec::new(),
            next: Vec::new(),
        };
        for chain in &input.chains {
            let levels: Vec<_> = chain.iter().map(|path| graph.level(path)).collect();
            for (at, pair) in levels.windows(2).enumerate() {
                graph.edge(pair[0], pair[1], &chain[at + 1], errors);
            }
        }
        graph
    }

    fn level(&mut self, path: &Path) -> usize {
        let known = self
            .levels
            .iter()
            .position(|level| name(level) == name(path));
        known.unwrap_or_else(|| {
            self.levels.push(path.clone());
            self.next.push(Vec::new());
            self.levels.len() - 1
        })
    }

    fn edge(&mut self, from: usize, to: usize, written: &Path, errors: &mut Errors) {
        if let Some(back) = self.way(to, from) {
            let cycle = [from].into_iter().chain(back);
            let cycle: Vec<_> = cycle.map(|level| name(&self.levels[level])).collect();
            let message = format!("this makes the lock order circular: {}", cycle.join(" => "));
            errors.on(written, message);
        } else if !self.next[from].contains(&to) {
            self.next[from].push(to);
        }
    }

    /// A way from one level to another, both included.
    fn way(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut came_from = vec![None; self.levels.len()];
        came_from[from] = Some(from);
        let mut open = vec![from];
        // Breadth first: the way that is reported is a shortest one.
        while !open.is_empty() && came_from[to].is_none() {
            let mut further = Vec::new();
            for level in open {
                for &next in &self.next[level] {
                    if came_from[next].is_none() {
                        came_from[next] = Some(level);
                        further.push(next);
                    }
                }
            }
            open = further;
        }
        came_from[to]?;
        let mut way = vec![to];
        let mut at = to;
        while at != from {
            at = came_from[at]?;
            way.push(at);
        }
        way.reverse();
        Some(way)
    }

    /// Those that come right before `level`.
    pub(super) fn right_before(&self, level: usize) -> impl Iterator<Item = usize> {
        (0..self.levels.len()).filter(move |before| self.next[*before].contains(&level))
    }

    /// All pairs of an earlier and a later level.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let all = 0..self.levels.len();
        all.clone()
            .flat_map(move |a| all.clone().map(move |b| (a, b)))
            .filter(|(a, b)| a != b && self.way(*a, *b).is_some())
    }

    /// The level that is written as this name alone.
    pub(super) fn find(&self, wanted: &syn::Ident) -> Option<usize> {
        self.levels.iter().position(|level| level.is_ident(wanted))
    }
}

/// A path as it is written, without blanks.
fn name(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
