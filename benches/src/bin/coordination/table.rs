//! A table with a row for each workload and a column for each competitor.

/// A table that is being printed.
#[derive(Debug)]
pub(crate) struct Table {
    peers: Vec<&'static str>,
}

impl Table {
    /// Prints title and head. The first peer is ours.
    pub(crate) fn begin(title: &str, peers: &[&'static str]) -> Self {
        println!("\n{title}\n");
        print!("{:34}", "");
        for peer in peers {
            print!("{peer:>15}");
        }
        println!("{:>22}", "ours : best other");
        Self {
            peers: peers.to_vec(),
        }
    }

    /// Prints a row; `None` where a competitor has nothing like it.
    pub(crate) fn row(&self, name: &str, values: &[Option<f64>]) {
        let better = |a: f64, b: f64| a < b;
        let pick = |values: &[Option<f64>]| {
            let known = values.iter().flatten().copied();
            known.reduce(|a, b| if better(a, b) { a } else { b })
        };
        let best = pick(values);
        print!("{name:34}");
        for value in values {
            match value {
                Some(value) => {
                    let mark = if Some(*value) == best { "*" } else { " " };
                    print!("{value:>14.1}{mark}");
                }
                None => print!("{:>15}", "- "),
            }
        }
        match (values[0], pick(&values[1..])) {
            (Some(ours), Some(other)) => println!("{:>22.2}", ours / other),
            _ => println!(),
        }
        assert_eq!(values.len(), self.peers.len());
    }
}
