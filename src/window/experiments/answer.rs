//! What came of an experiment: its table, and what is drawn of it.

use super::asked::Kind;
use crate::window::plots::quartiles;
use std::collections::BTreeMap;

/// What came of an experiment.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Which kind it was.
    pub kind: Kind,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, in the order of the file.
    pub rows: Vec<Vec<String>>,
    /// The same as a file.
    pub bytes: Vec<u8>,
    /// What is to be said of it.
    pub words: String,
    /// What was asked, in a line.
    pub title: String,
    /// The words that ask the same on the command line.
    pub command: String,
    /// What the file lacked when it was asked, so that the command would ask something else.
    pub lacks: Option<&'static str>,
    /// The path that was varied.
    pub path: String,
}

/// What is drawn under one name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The single values.
    pub points: Vec<[f64; 2]>,
    /// What runs through them: their medians, or their means.
    pub line: Vec<[f64; 2]>,
    /// Place, least and greatest: the half of the values that lies in the middle, or the interval of the mean.
    pub band: Vec<[f64; 3]>,
}

/// Columns of a table of responses that are drawn.
const OF_RESPONSES: [&str; 6] =
    ["reversal", "relative", "latency", "duration", "speed_before", "speed_after"];
/// Columns that are no measures.
const KNOWN: [&str; 9] = ["run", "seed", "medium", "ablated", "ticks", "creature", "from", "to", "hash"];

impl Answer {
    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// Whether the rows are of means.
    fn is_summed(&self) -> bool {
        self.column("mean").is_some() && self.kind == Kind::Sweep
    }

    /// The measures that can be drawn.
    #[must_use]
    pub fn measures(&self) -> Vec<String> {
        let mut names: Vec<String> = match self.kind {
            Kind::Protocol => Vec::new(),
            Kind::Responses => OF_RESPONSES.map(str::to_owned).to_vec(),
            Kind::Sweep if !self.is_summed() => {
                let own = |name: &&String| !KNOWN.contains(&name.as_str()) && **name != self.path;
                self.header.iter().filter(own).cloned().collect()
            }
            Kind::Sweep | Kind::Screen => {
                let column = self.column("measure");
                column.map_or_else(Vec::new, |at| {
                    let mut names: Vec<String> = Vec::new();
                    for row in &self.rows {
                        if !names.contains(&row[at]) {
                            names.push(row[at].clone());
                        }
                    }
                    names
                })
            }
        };
        // What has no value anywhere has nothing to be drawn.
        names.retain(|name| self.series(name).iter().any(|s| !s.points.is_empty() || !s.line.is_empty()));
        names
    }

    /// What is drawn of a measure. Of a screen a place is a row of what was silenced.
    #[must_use]
    pub fn series(&self, measure: &str) -> Vec<Series> {
        match self.kind {
            Kind::Protocol => Vec::new(),
            Kind::Responses => self.grouped("protocol", "touch", measure),
            Kind::Sweep if self.is_summed() => self.summed(measure),
            Kind::Sweep => {
                let path = self.path.clone();
                let mut series = self.grouped("creature", &path, measure);
                series.iter_mut().for_each(Series::sum_up);
                series
            }
            Kind::Screen => self.effects(measure),
        }
    }

    fn grouped(&self, by: &str, x: &str, y: &str) -> Vec<Series> {
        let (Some(by), Some(x), Some(y)) = (self.column(by), self.column(x), self.column(y)) else {
            return Vec::new();
        };
        let mut series: Vec<Series> = Vec::new();
        for row in &self.rows {
            let (Ok(x), Ok(y)) = (row[x].parse(), row[y].parse()) else { continue };
            let at = place(&mut series, &row[by]);
            series[at].points.push([x, y]);
        }
        if self.kind == Kind::Responses {
            series.iter_mut().for_each(|series| series.line.clone_from(&series.points));
        }
        series
    }

    fn summed(&self, measure: &str) -> Vec<Series> {
        let columns = [self.path.as_str(), "creature", "measure", "mean", "low", "high"];
        let [Some(x), Some(by), Some(name), Some(mean), Some(low), Some(high)] =
            columns.map(|column| self.column(column))
        else {
            return Vec::new();
        };
        let mut series: Vec<Series> = Vec::new();
        for row in self.rows.iter().filter(|row| row[name] == measure) {
            let (Ok(at), Ok(mean)) = (row[x].parse(), row[mean].parse()) else { continue };
            let number = place(&mut series, &row[by]);
            let found = &mut series[number];
            found.line.push([at, mean]);
            if let (Ok(low), Ok(high)) = (row[low].parse(), row[high].parse()) {
                found.band.push([at, low, high]);
            }
        }
        series
    }

    /// The effects on a measure: place is the number of what was silenced, in the order of strength.
    fn effects(&self, measure: &str) -> Vec<Series> {
        let columns = ["creature", "measure", "effect"].map(|column| self.column(column));
        let [Some(by), Some(name), Some(effect)] = columns else { return Vec::new() };
        let mut series: Vec<Series> = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            if row[name] != measure {
                continue;
            }
            let Ok(effect) = row[effect].parse::<f64>() else { continue };
            let at = place(&mut series, &row[by]);
            series[at].points.push([number as f64, effect]);
        }
        series
    }

    /// What was silenced in a row.
    #[must_use]
    pub fn silenced(&self, row: usize) -> &str {
        self.rows.get(row).and_then(|row| row.first()).map_or("", String::as_str)
    }
}

fn place(series: &mut Vec<Series>, name: &str) -> usize {
    series.iter().position(|series| series.name == name).unwrap_or_else(|| {
        series.push(Series { name: name.to_owned(), ..Series::default() });
        series.len() - 1
    })
}

impl Series {
    /// Median and middle half of the values at each place.
    fn sum_up(&mut self) {
        let mut places: BTreeMap<u64, (f64, Vec<f64>)> = BTreeMap::new();
        for [x, y] in &self.points {
            // In the order of numbers, whatever their sign.
            let bits = x.to_bits();
            let key = if x.is_sign_negative() { !bits } else { bits | 1 << 63 };
            places.entry(key).or_insert_with(|| (*x, Vec::new())).1.push(*y);
        }
        for (x, mut values) in places.into_values() {
            let Some([low, middle, high]) = quartiles(&mut values) else { continue };
            self.line.push([x, middle]);
            if values.len() > 1 {
                self.band.push([x, low, high]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(kind: Kind, text: &str) -> Answer {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let header = lines.next().unwrap();
        Answer { kind, header, rows: lines.collect(), path: "p".into(), ..Answer::default() }
    }

    #[test]
    fn runs_of_a_value_have_a_median_and_a_middle_half() {
        let answer = table(
            Kind::Sweep,
            "run,p,seed,creature,speed,hash\n1,2,1,W,5,a\n2,2,2,W,1,b\n3,2,3,W,3,c\n4,-1,1,W,7,d\n5,-1,2,W,,e\n6,2,1,V,9,f",
        );
        assert_eq!(answer.measures(), ["speed"]);
        let series = answer.series("speed");
        assert_eq!(series.len(), 2);
        assert_eq!(series[0].line, [[-1.0, 7.0], [2.0, 3.0]]);
        assert_eq!(series[0].band, [[2.0, 2.0, 4.0]]);
        assert_eq!(series[0].points.len(), 4, "what has no value is no point");
        assert_eq!(series[1].name, "V");
    }

    #[test]
    fn means_have_their_interval() {
        let answer = table(
            Kind::Sweep,
            "run,p,creature,measure,n,mean,sd,low,high\n1,1,W,speed,3,2,1,1.5,2.5\n1,1,W,turns,0,,,,\n2,2,W,speed,1,4,,,",
        );
        assert_eq!(answer.measures(), ["speed"], "what was never measured is not offered");
        let series = answer.series("speed");
        assert_eq!(
            (&series[0].line[..], &series[0].band[..]),
            (&[[1.0, 2.0], [2.0, 4.0]][..], &[[1.0, 1.5, 2.5]][..])
        );
    }

    #[test]
    fn effects_keep_the_order_of_the_table() {
        let answer = table(
            Kind::Screen,
            "silenced,creature,measure,effect\nAVA,W,speed,-9\nPLM,W,turns,4\nALM,W,speed,inf",
        );
        assert_eq!(answer.series("speed")[0].points, [[0.0, -9.0], [2.0, f64::INFINITY]]);
        assert_eq!(answer.silenced(2), "ALM");
    }
}
