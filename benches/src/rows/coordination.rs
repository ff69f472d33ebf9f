//! F: `select!` and `join!`. Not here yet: nothing is measured.

use crate::measure::Workload;

pub(crate) fn workloads() -> Vec<Workload> {
    Vec::new()
}
