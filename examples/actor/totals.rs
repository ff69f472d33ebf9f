//! What has been counted in a period.

use std::{collections::BTreeMap, iter::Sum, ops::AddAssign};

use mea::shared;

use crate::frame::Reading;

/// The periods that are over, which the actor and those who ask share.
#[shared]
#[derive(Debug, Default)]
pub(crate) struct History {
    #[lock(mutex)]
    pub(crate) periods: Vec<Totals>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Totals {
    pub(crate) readings: u64,
    pub(crate) connections: u64,
    /// Connections that were broken off.
    pub(crate) broken: u64,
    pub(crate) sensors: BTreeMap<Box<str>, Sensor>,
}

/// What one sensor has measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sensor {
    pub(crate) readings: u64,
    pub(crate) least: f64,
    pub(crate) greatest: f64,
    pub(crate) sum: f64,
}

impl Totals {
    pub(crate) fn count(&mut self, reading: &Reading) {
        self.readings += 1;
        let one = Sensor {
            readings: 1,
            least: reading.value,
            greatest: reading.value,
            sum: reading.value,
        };
        self.add(&reading.sensor, one);
    }

    /// Whether the number of readings is that of all sensors together.
    pub(crate) fn agree(&self) -> bool {
        self.readings == self.sensors.values().map(|sensor| sensor.readings).sum()
    }

    fn add(&mut self, name: &str, more: Sensor) {
        match self.sensors.get_mut(name) {
            Some(sensor) => *sensor += more,
            None => {
                self.sensors.insert(name.into(), more);
            }
        }
    }
}

impl AddAssign for Sensor {
    fn add_assign(&mut self, other: Self) {
        self.readings += other.readings;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
        self.sum += other.sum;
    }
}

impl<'a> Sum<&'a Self> for Totals {
    fn sum<I: Iterator<Item = &'a Self>>(periods: I) -> Self {
        let mut sum = Self::default();
        for period in periods {
            sum.readings += period.readings;
            sum.connections += period.connections;
            sum.broken += period.broken;
            for (name, sensor) in &period.sensors {
                sum.add(name, *sensor);
            }
        }
        sum
    }
}
