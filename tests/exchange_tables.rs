//! Tables of links and matrices as other programs and public sources write them: what comes out of each is
//! what a person would read in it, and the account says what was done.

mod common;

use common::program::{Folder, failure, wriggle};
use std::fmt::Write as _;
use std::path::Path;
use wriggle::scene::{self, Scene};

impl Folder {
    /// The words of an import that must succeed, and the scene.
    fn import(&self, arguments: &[&str]) -> (String, Scene) {
        let out = self.file("out.worm.ron");
        let done = wriggle().arg("import").args(arguments).args(["--out", &out]).assert().success();
        let words = String::from_utf8(done.get_output().stderr.clone()).expect("UTF-8");
        (words, scene::load(Path::new(&out)).unwrap_or_else(|faults| panic!("{faults}")).scene)
    }

    /// The same of a text in a file of this name.
    fn read(&self, name: &str, bytes: impl AsRef<[u8]>, options: &[&str]) -> (String, Scene) {
        let path = self.write(name, bytes);
        self.import(&[&[path.as_str()], options].concat())
    }
}

/// All links in few words: `A>B 0.3` and `A=B 0.02`.
fn links(scene: &Scene) -> String {
    let creature = &scene.creatures[0];
    let mut words = Vec::new();
    words.extend(creature.synapses.iter().map(|s| format!("{}>{} {}", s.from, s.to, s.weight)));
    words.extend(creature.gaps.iter().map(|g| format!("{}={} {}", g.a, g.b, g.conductance)));
    words.join("; ")
}

fn inhibits(scene: &Scene) -> String {
    let creature = &scene.creatures[0];
    let inhibits = creature.neurons.iter().filter(|n| n.resolve(&scene.classes).production[1] < 0.0);
    inhibits.map(|n| n.name.as_str()).collect::<Vec<_>>().join(" ")
}

/// What the account has to say of each of these.
fn says(words: &str, parts: &[&str]) {
    for part in parts {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn headers_of_the_great_sources_are_known() {
    let folder = Folder::new();
    // FlyWire Codex: rows of several neuropils add up, and the transmitter is the sender's.
    let (words, scene) = folder.read(
        "connections.csv",
        "pre_root_id,post_root_id,neuropil,syn_count,nt_type\n\
         720575940596125868,720575940608552405,LOP_R,5,ACH\n\
         720575940596125868,720575940608552405,LO_R,7,ACH\n\
         720575940608552405,720575940596125868,LO_R,3,GABA\n\
         720575940608552405,720575940611348834,LO_R,2,GABA\n\
         720575940608552405,720575940611348834,ME_R,1,ACH\n\
         720575940611348834,720575940596125868,ME_R,4,GLUT\n\
         720575940611348835,720575940596125868,ME_R,4,DA\n\
         720575940611348836,720575940596125868,ME_R,4,SER\n\
         720575940611348837,720575940596125868,ME_R,4,OCT\n",
        &[],
    );
    assert_eq!(
        links(&scene),
        "720575940596125868>720575940608552405 1.2; 720575940608552405>720575940596125868 0.3; \
         720575940608552405>720575940611348834 0.3; 720575940611348834>720575940596125868 0.4; \
         720575940611348835>720575940596125868 0.4; 720575940611348836>720575940596125868 0.4; \
         720575940611348837>720575940596125868 0.4",
        "18 digits, of which numbers of 64 bits lose the last"
    );
    assert_eq!(inhibits(&scene), "720575940608552405");
    says(
        &words,
        &[
            "`pre_root_id` as the sending neuron",
            "`syn_count` as the weight",
            "`nt_type` as the transmitter",
            "from both sides is one): 2",
            "links with different transmitters, and release that of most contacts: 1",
            "neurons release glutamate and excite: 1 (720575940611348834); --inhibitory glutamate turns that",
            "neurons release dopamine and excite: 1",
            "chemical as the type of all links",
        ],
    );
    let connections = folder.file("connections.csv");
    let (words, scene) = folder.import(&[&connections, "--inhibitory", "GLUT,da"]);
    assert_eq!(inhibits(&scene), "720575940608552405 720575940611348834 720575940611348835");
    assert!(!words.contains("release glutamate"), "what was asked is not taken unasked: {words}");

    // neuPrint: totals, regions, and totals that each region repeats.
    let (_, scene) =
        folder.read("t.csv", "bodyId_pre,bodyId_post,weight\n1003215282,1005308608,75\n", &["--strict"]);
    assert_eq!(links(&scene), "1003215282>1005308608 7.5");
    let per_region = "bodyId_pre,bodyId_post,roi,weight\n1,2,EB,10\n1,2,FB,4\n2,1,EB,3\n3,1,EB,1\n3,1,FB,1\n";
    let (words, scene) = folder.read("r.csv", per_region, &[]);
    assert_eq!(links(&scene), "1>2 1.4; 2>1 0.3; 3>1 0.2");
    says(&words, &["rows of several are added up"]);
    let repeated = "bodyId_pre,bodyId_post,weight,roi\n1,2,14,EB\n1,2,14,FB\n2,1,3,EB\n";
    let (words, scene) = folder.read("r.csv", repeated, &[]);
    assert_eq!(links(&scene), "1>2 1.4; 2>1 0.3");
    says(&words, &["once for each pair", "--column region=roi adds them up"]);
    let (_, scene) = folder.read("r.csv", repeated, &["--column", "region=roi"]);
    assert_eq!(links(&scene), "1>2 2.8; 2>1 0.3");
    // One contact in each of two regions cannot be one contact in all.
    let (_, scene) = folder.read("r.csv", "bodyId_pre,bodyId_post,weight,roi\n1,2,1,EB\n1,2,1,FB\n", &[]);
    assert_eq!(links(&scene), "1>2 0.2");

    for (text, expected) in [
        ("EndNodes_1,EndNodes_2,Weight\nA,B,3\n", "A>B 0.3"),
        ("Presynaptic skeleton ID,Postsynaptic skeleton ID,Synapse count\n10,11,3\n", "10>11 0.3"),
        ("\"pre_skid\",\"post_skid\"\n10,11\n10,11\n", "10>11 0.2"),
        ("\"\",\"pre\",\"post\",\"weight\"\n\"1\",\"A\",\"B\",3\n\"2\",\"B\",\"A\",4\n", "A>B 0.3; B>A 0.4"),
        ("\"pre\",\"post\",\"weight\"\n\"1\",\"A\",\"B\",3\n\"2\",\"B\",\"A\",4\n", "A>B 0.3; B>A 0.4"),
        ("\"pre\" \"post\" \"weight\"\n\"1\" \"A\" \"B\" 3\n\"2\" \"B\" \"A\" 4\n", "A>B 0.3; B>A 0.4"),
        (
            "Source,Target,Type,Kind,Id,Label,Weight\nA,B,Directed,chemical,0,,3\nA,B,Directed,electrical,1,,2.0\n",
            "A>B 0.3; A=B 0.02",
        ),
        (
            "Source;Target;Type;Id;Label;timeset;Weight\nA;B;Directed;0;;;3\nB;C;Undirected;1;;;2\n",
            "A>B 0.3; B=C 0.02",
        ),
        (
            "Source,Target,Type,Weight\nA,B,chemical,3\nB,C,Undirected,2\nC,A,Directed,1\n",
            "A>B 0.3; C>A 0.1; B=C 0.02",
        ),
        ("pre,post,connectivity\nA,B,3\n", "A>B 0.3"),
        ("pre,post,weightRelative,weight\nA,B,0.5,3\n", "A>B 0.3"),
        ("pre,post,weightRelative\nA,B,0.5\n", "A>B 0.05"),
        ("pre,post,syn_count\nA,B,3\n", "A>B 0.3"),
        ("pre,post,Syn,Weight\nA,B,EJ,3\nA,B,Send,2\n", "A>B 0.2; A=B 0.03"),
        (
            "pre,post,chemical_weight,electrical_weight\nA,B,3,0\nB,A,2,4\nC,A,,1\n",
            "A>B 0.3; B>A 0.2; A=B 0.04; A=C 0.01",
        ),
        ("pre,post,synapses,gap_junctions\nA,B,3,1\n", "A>B 0.3; A=B 0.01"),
        ("pre,post,weight,sign\nA,B,3,+\nA,C,2,-\nB,C,1,0\n", "A>B 0.3; A>C -0.2; B>C 0.1"),
    ] {
        let (words, scene) = folder.read("n.csv", text, &["--strict"]);
        let mut found: Vec<String> = links(&scene).split("; ").map(str::to_owned).collect();
        let mut expected: Vec<&str> = expected.split("; ").collect();
        for junction in &mut found {
            // A gap junction has no direction.
            if junction.starts_with("C=A") {
                junction.replace_range(..3, "A=C");
            } else if junction.starts_with("B=A") {
                junction.replace_range(..3, "A=B");
            }
        }
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}: {words}");
    }
}

#[test]
fn a_table_of_neurons_is_joined_by_what_links_call_them() {
    let folder = Folder::new();
    // netzschleuder: links by index, names in a second table.
    let links_of = "# source, target, connectivity\n0, 1, 3\n1, 2, 2\n2, 0, 1\n";
    let nodes = "# index, name, role, _pos\n0, ADAL, S, \"array([-1.5, 0.2])\"\n1, ADAR, , \n2, , M, x\n";
    let nodes = folder.write("nodes.csv", nodes);
    let (words, scene) = folder.read("edges.csv", links_of, &["--neurons", &nodes]);
    assert_eq!(links(&scene), "ADAL>ADAR 0.3; ADAR>2 0.2; 2>ADAL 0.1");
    says(
        &words,
        &[
            "`index` as what links call a neuron",
            "`name` as the name",
            "): the column `role`, the column `_pos`",
            "none of their own: 1 (2)",
        ],
    );
    // FlyWire: the long numbers stay what neurons are called.
    let neurons = folder.write(
        "neurons.csv",
        "name,root_id,group,nt_type\nLC1,720575940596125868,g,GABA\nLC2,720575940608552405,g,ACH\nLC3,720575940608552409,g,ACH\n",
    );
    let (words, scene) = folder.read(
        "c.csv",
        "pre_root_id,post_root_id,syn_count\n720575940596125868,720575940608552405,5\n720575940596125868,720575940608552406,5\n",
        &["--neurons", &neurons],
    );
    assert_eq!(scene.creatures[0].neurons[0].name, "720575940596125868");
    assert_eq!(inhibits(&scene), "720575940596125868");
    says(
        &words,
        &[
            "`root_id` as the name",
            "the column `name` was passed over",
            "neurons are described and have no link: 1 (720575940608552409)",
            "neurons have links and are described nowhere: 1 (720575940608552406)",
        ],
    );
    let (_, scene) = folder.import(&[
        &folder.file("c.csv"),
        "--neurons",
        &neurons,
        "--column",
        "name=name",
        "--column",
        "id=root_id",
    ]);
    assert_eq!(links(&scene), "LC1>LC2 0.5; LC1>720575940608552406 0.5");
    // Gephi: by Id, with labels.
    let neurons = folder.write("nodes.csv", "Id;Label;timeset;x;y\nn0;ADAL;;1,5;-2\nn1;ADAR;;0;0\n");
    let (_, scene) = folder.read("e.csv", "Source;Target;Weight\nn0;n1;1,5\n", &["--neurons", &neurons]);
    assert_eq!(links(&scene), "ADAL>ADAR 0.15");
    assert_eq!(scene.creatures[0].neurons[0].at, (1.5, -2.0));
    // Another column of names.
    let neurons = folder
        .write("nodes.csv", "cell_name,uname,neurotransmitters\nADAL,A1,Glutamate\nADAR,A2,GABA (known)\n");
    let (_, scene) = folder.read(
        "e.csv",
        "pre,post,weight\nA1,A2,1\n",
        &["--neurons", &neurons, "--column", "name=uname"],
    );
    assert_eq!((links(&scene).as_str(), inhibits(&scene).as_str()), ("A1>A2 0.1", "A2"));
    // Nothing in common is most probably a mistake.
    let neurons = folder.write("nodes.csv", "name\nX\nY\n");
    let (words, _) = folder.import(&[&folder.file("e.csv"), "--neurons", &neurons]);
    says(&words, &["warning: no neuron that is described has a link"]);
}

#[test]
fn nothing_is_taken_in_silence() {
    let folder = Folder::new();
    let doubtful = folder.write("d.csv", "pre,post,n_of_psd,remark\nA,B,3,x\n");
    let (words, scene) = folder.import(&[&doubtful]);
    assert_eq!(links(&scene), "A>B 0.1");
    says(
        &words,
        &[
            "d.csv:1:10: warning: no column is known as the weight, though `n_of_psd` holds numbers: every link was taken for one contact",
            "--column weight=n_of_psd",
            "not understood: the column `n_of_psd`, the column `remark`",
            "neurons of which no transmitter is told, as excitatory: 2 (A, B)",
        ],
    );
    let out = folder.write("kept.worm.ron", "kept");
    failure(&["import", &doubtful, "--out", &out, "--strict"], 1, "--strict refuses that");
    assert_eq!(std::fs::read_to_string(&out).expect("there"), "kept");
    // What the words propose is right when it is typed.
    let proposed = words.lines().find(|line| line.contains("--column weight=")).expect("a command").trim();
    let done = std::process::Command::new("sh").args(["-c", proposed]).output().expect("a shell");
    assert!(done.status.success(), "{proposed}: {}", String::from_utf8_lossy(&done.stderr));
    let scene =
        scene::load(Path::new(&folder.file("out.worm.ron"))).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(links(&scene.scene), "A>B 0.3");
    let (words, _) =
        folder.import(&[&doubtful, "--column", "weight=n_of_psd", "--column", "ignore=remark", "--strict"]);
    assert!(!words.contains("not understood"), "{words}");

    let remarks: Vec<String> = (0..500).map(|at| format!("remark{at}")).collect();
    let wide = format!("pre,post,weight,{}\nA,B,3,{}\n", remarks.join(","), vec!["x"; 500].join(","));
    let (words, _) = folder.read("w.csv", wide, &[]);
    says(&words, &["not understood: columns: 500 (remark0, remark1, "]);
    assert!(words.lines().all(|line| line.len() < 400), "{words}");

    let (words, _) = folder.read("p.csv", "pre,post\nA,B\nA,A\n", &["--strict"]);
    says(
        &words,
        &["1 as the weight of every row, for no column is one", "links of a neuron with itself: 1 (A)"],
    );
    let (words, _) = folder.read("p.csv", "pre,post,weight,type\nA,B,,S\nB,A,2,\n", &[]);
    says(
        &words,
        &[
            "links without a weight, as one contact each: 1 (A)",
            "links that say neither type nor direction, as directed and chemical: 1;",
        ],
    );
    let (words, scene) = folder.read("p.csv", "pre,post,weight\nA,B,0\nB,A,2\n", &["--strict"]);
    assert_eq!(links(&scene), "B>A 0.2");
    says(&words, &["links without any contact were passed over: 1"]);
    let (words, _) = folder.read("p.csv", "pre,post,weight\n", &[]);
    says(&words, &["warning: the table names its columns and has no rows"]);
    let (words, _) = folder.read("p.csv", "pre,post,weight\n7.20576E+17,7.20576E+16,1\n", &[]);
    says(&words, &["several neurons may have become one: 2 ("]);
    let neurons = folder.write("n.csv", "name,transmitter\nA,FLP-1\nB,glutamate\n");
    let path = folder.write("p.csv", "pre,post,weight\nA,B,1\n");
    let (words, _) = folder.import(&[&path, "--neurons", &neurons]);
    says(
        &words,
        &["n.csv): neurons have a transmitter that is not known, and were taken for excitatory: 1 (FLP-1)"],
    );
    failure(&["import", &path, "--neurons", &neurons, "--out", &out, "--strict"], 1, "--strict refuses that");
    failure(
        &["import", &path, "--column", "weight=wieght", "--out", &out],
        1,
        "no column or key is called `wieght`; there is pre, post, weight",
    );

    let below = folder.write("b.csv", "pre,post,weight\nA,B,-2\nB,A,-1\n");
    let neurons = folder.write("n.csv", "name,transmitter\nA,GABA\nB,ACh\n");
    let (words, scene) = folder.import(&[&below, "--neurons", &neurons]);
    assert_eq!(links(&scene), "A>B -0.2; B>A -0.1");
    says(
        &words,
        &[
            "so that they excite: 1 (A); --column sign=... is for a column of signs",
            "links have a weight below zero, and inhibit: 1 (B)",
        ],
    );
    failure(
        &["import", &below, "--neurons", &neurons, "--out", &out, "--strict"],
        1,
        "--strict refuses that",
    );

    // A dry run writes nothing; the account can be read by a script.
    let done = wriggle().args(["import", &path, "--dry-run", "--json"]).assert().success();
    let json: serde_json::Value = serde_json::from_slice(&done.get_output().stdout).expect("JSON");
    assert_eq!((&json["neurons"], &json["chemical"]), (&2.into(), &1.into()));
    assert!(json["account"].as_array().is_some_and(|account| account.iter().any(|f| f["kind"] == "default")));
    wriggle().args(["import", &path, "--dry-run", "--out", &out]).assert().success();
    assert_eq!(std::fs::read_to_string(&out).expect("there"), "kept");
    failure(
        &["import", &path, "--json", "--out", "-"],
        2,
        "only one of --json and --out can go to standard output",
    );
    failure(&["import", &path], 2, "--out");
}

#[test]
fn tables_without_a_header_are_read_when_it_is_said() {
    let folder = Folder::new();
    let out = folder.file("out.worm.ron");
    for (text, expected) in [
        ("ADAL,ADAR,1\nADAR,ADAL,2\n", "ADAL>ADAR 0.1; ADAR>ADAL 0.2"),
        ("1 2\n2 3\n3 1\n", "1>2 0.1; 2>3 0.1; 3>1 0.1"),
        ("% sym unweighted\n% 3 3 3\n1\t2\t5\n2\t3\t1\n", "1>2 0.5; 2>3 0.1"),
        ("# a comment\n10 20 1.5\n# another\n20 10 2\n", "10>20 0.15; 20>10 0.2"),
        ("A;B;Send;2\nA;C;EJ;1\n", "A>B 0.2; A=C 0.01"),
        ("A;B;1,5\nB;A;2\n", "A>B 0.15; B>A 0.2"),
    ] {
        let path = folder.write("plain.txt", text);
        let done = wriggle().args(["import", &path, "--out", &out]).assert().failure();
        let words = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        says(
            &words,
            &["no column is called pre, source or from", "if the first line is a row like the others"],
        );
        let proposed = words.lines().find(|line| line.contains("--header no --columns ")).expect("a command");
        let done = std::process::Command::new("sh").args(["-c", proposed.trim()]).output().expect("a shell");
        assert!(done.status.success(), "{proposed}: {}", String::from_utf8_lossy(&done.stderr));
        let scene = scene::load(Path::new(&out)).unwrap_or_else(|faults| panic!("{faults}")).scene;
        assert_eq!(links(&scene), expected, "{text}");
        let (words, scene) = folder.import(&[&path, "--header", "no"]);
        assert_eq!(links(&scene), expected, "{text}");
        says(&words, &["taken, for the file does not say it: the columns as pre,post"]);
    }
    let (_, scene) = folder.read("p.txt", "1,A,B,7\n2,B,A,8\n", &["--columns", "ignore,pre,post,weight"]);
    assert_eq!(links(&scene), "A>B 0.7; B>A 0.8");
    let (_, scene) =
        folder.read("p.txt", "B,A,7\n", &["--header", "no", "--column", "pre=2", "--column", "post=1"]);
    assert_eq!(links(&scene), "A>B 0.7");
    let (_, scene) =
        folder.read("p.txt", "x,y,z\nB,A,7\n", &["--header", "yes", "--columns", "post,pre,weight"]);
    assert_eq!(links(&scene), "A>B 0.7");
    let (words, scene) =
        folder.read("p.csv", "pre,post,weight\nA,B,2\n", &["--type", "electrical", "--strict"]);
    assert_eq!(links(&scene), "A=B 0.02");
    assert!(!words.contains("type of all links"), "{words}");
    let (words, scene) = folder.read("p.txt", "A B 2\nB A 3\n", &["--columns", "pre,post"]);
    assert_eq!(links(&scene), "A>B 0.1; B>A 0.1");
    says(
        &words,
        &["warning: no column is known as the weight, though `3` holds numbers", "--column weight=3"],
    );
    let path = folder.write("p.csv", "cell_a,cell_b,n\nA,B,2\n");
    failure(&["import", &path, "--out", &out], 1, "--column pre=cell_a --column post=cell_b");
    let path = folder.write("p.csv", "pre,cell b,n\nA,B,2\n");
    failure(&["import", &path, "--out", &out], 1, "--column 'post=cell b'");
    failure(
        &["import", &path, "--columns", "pre,magic", "--out", &out],
        2,
        "`magic` is nothing that a column can be",
    );
}

#[test]
fn matrices_are_recognised_and_read() {
    let folder = Folder::new();
    let expected = "A>B 0.3; B>C 0.1; C>A 0.2";
    for text in [
        ",A,B,C\nA,0,3,0\nB,0,0,1\nC,2,0,0\n",
        "\u{feff},A,B,C\r\nA,,3,\r\nB,,,1\r\nC,2,,\r\n",
        ";A;B;C\nA;;3,0;\nB;;;1\nC;2;;\n",
        "\tA\tB\tC\rA\t\t3\t\rB\t\t\t1\rC\t2\t\t\r",
        "\"\",\"A\",\"B\",\"C\"\n\"A\",NA,3,0\n\"B\",NaN,0,1\n\"C\",2,-,0\n",
        "\"A\",\"B\",\"C\"\n\"A\",0,3,0\n\"B\",0,0,1\n\"C\",2,0,0\n",
        "neuron,A,B,C\nA,0,3,0\nB,0,0,1\nC,2,0,0\n",
    ] {
        let (words, scene) = folder.read("m.csv", text, &["--strict"]);
        assert_eq!(links(&scene), expected, "{text}");
        says(
            &words,
            &["a matrix whose rows (3) send to its columns (3)", "chemical as the type of all links"],
        );
    }
    // Rows that are some of the columns, columns that are some of the rows, and neither when it is said.
    let (words, scene) = folder.read("m.csv", ",A,B,C\nA,0,3,0\nC,2,0,1\n", &[]);
    assert_eq!(links(&scene), "A>B 0.3; C>A 0.2; C>C 0.1");
    says(&words, &["neurons have a column and no row: 1 (B)"]);
    let (_, scene) = folder.read("m.csv", ",A,B\nA,0,3\nB,1,0\nC,2,0\n", &[]);
    assert_eq!(links(&scene), "A>B 0.3; B>A 0.1; C>A 0.2");
    let path = folder.write("m.csv", ",M1,M2\nA,0,3\nB,1,0\n");
    failure(&["import", &path, "--out", &folder.file("x.worm.ron")], 1, "if it is a matrix:");
    let (_, scene) = folder.read("m.csv", "x,M1,M2\nA,0,3\nB,1,0\n", &["--matrix"]);
    assert_eq!(links(&scene), "A>M2 0.3; B>M1 0.1");
    let (_, scene) = folder.read("m.txt", "0 3 0\n0 0 1\n2 0 0\n", &["--matrix", "--header", "no"]);
    assert_eq!(links(&scene), "1>2 0.3; 2>3 0.1; 3>1 0.2");
    // One negative number, and all have a sign: against what the neuron releases too.
    let neurons = folder.write("n.csv", "name,transmitter\nA,GABA\nB,ACh\n");
    let (words, scene) = folder.read("m.csv", ",A,B\nA,1,-3\nB,-2,1\n", &["--neurons", &neurons]);
    assert_eq!(links(&scene), "A>A -0.1; A>B 0.3; B>A -0.2; B>B 0.1");
    says(&words, &["cells are negative: these links inhibit, and all others excite: 2"]);
    let (words, scene) = folder.read("m.csv", ",A,B,Total\nA,0,1,1\nB,2,0,2\nTotal,2,1,3\n", &["--strict"]);
    assert_eq!(links(&scene), "A>B 0.1; B>A 0.2");
    says(
        &words,
        &["rows of sums were passed over: 1 (Total)", "columns of sums were passed over: 1 (Total)"],
    );
    // A gap junction stands in two cells.
    let symmetric = ",A,B,C\nA,0,3,0\nB,3,0,1\nC,0,1,0\n";
    let (words, _) = folder.read("m.csv", symmetric, &[]);
    says(&words, &["warning: the matrix is symmetric", "--type electrical"]);
    for raw in [false, true] {
        let options: &[&str] = if raw { &["--raw"] } else { &["--conductance-per-contact", "0.01"] };
        let small =
            symmetric.replace('3', if raw { "0.3" } else { "3" }).replace('1', if raw { "0.1" } else { "1" });
        let (_, scene) = folder.read("m.csv", small, &[&["--type", "electrical"], options].concat());
        let unit = if raw { ["0.3", "0.1"] } else { ["0.03", "0.01"] };
        assert_eq!(links(&scene), format!("A=B {}; B=C {}", unit[0], unit[1]));
    }
    let out = folder.file("out.worm.ron");
    for (text, fragment) in [
        (",A,B\nA,0,x\nB,1,0\n", "m.csv:2:5: error: a cell of a matrix is a number, not `x`"),
        (",A,B\nA,0,1\nA,1,0\n", "m.csv:3:1: error: `A` heads the row of"),
        (",A,A\nA,0,1\nB,1,0\n", "m.csv:1:4: error: `A` heads the column of"),
        (",A,B\nA,0,1,5\nB,1,0,7\n", "m.csv:2:7: error: this row has more cells than there are columns"),
    ] {
        let path = folder.write("m.csv", text);
        failure(&["import", &path, "--matrix", "--out", &out], 1, fragment);
    }
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn what_a_spreadsheet_makes_is_read_with_the_right_lines() {
    let folder = Folder::new();
    let out = folder.file("out.worm.ron");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, "pre,post,weight\nÄ,B,1.5\nB,Ä,2\n".as_bytes())
        .expect("in memory");
    for (name, bytes) in [
        ("a.csv", utf16("\u{feff}pre\tpost\tweight\r\nÄ\tB\t1,5\r\nB\tÄ\t2\r\n", u16::to_le_bytes)),
        ("b.csv", utf16("\u{feff}pre;post;weight\nÄ;B;1,5\nB;Ä;2\n", u16::to_be_bytes)),
        ("c.csv", b"pre;post;weight\r\n\xc4;B;1,5\r\nB;\xc4;2\r\n".to_vec()),
        ("d.csv", "sep=;\r\npre;post;weight\r\nÄ;B;1,5\r\nB;Ä;2\r\n".into()),
        ("e.csv", "\u{feff}sep=;\npre;post;weight\nÄ;B;\"1,5\"\nB;Ä;2\n".into()),
        ("f.csv", "pre;post;weight\rÄ;B;1,5\rB;Ä;2\r".into()),
        ("g.csv", "\"pre\"|\"post\"|\"weight\"\nÄ|B|1,5\nB|Ä|2\n".into()),
        (
            "h.csv",
            "pre,post,weight,\"a\r\nremark\"\r\n\"Ä\", \"B\",1.5,\"two\r\nlines\"\r\nB,Ä,2,\r\n,,,\r\n"
                .into(),
        ),
        ("i.csv.gz", packed.finish().expect("in memory")),
    ] {
        let (words, scene) = folder.read(name, &bytes, &[]);
        assert_eq!(links(&scene), "Ä>B 0.15; B>Ä 0.2", "{name}");
        assert_eq!(words.contains("Windows-1252"), name == "c.csv", "a guess is told: {words}");
    }
    // Between lines of comments there may be empty ones, and the last names the columns.
    for text in [
        "# a title\n\n# source target weight\nÄ B 1.5\nB Ä 2\n",
        "\n# a title\n# more of it\n\n\n# source target weight\n\nÄ B 1.5\nB Ä 2\n",
        "# a title\n\nsource target weight\nÄ B 1.5\n\n# a remark\nB Ä 2\n",
    ] {
        let (_, scene) = folder.read("c.txt", text, &[]);
        assert_eq!(links(&scene), "Ä>B 0.15; B>Ä 0.2", "{text}");
    }
    for title in
        ["Table S1. Links from neurons to neurons, by hand", "Table S1;;", "\"Table; S1\";;\n\n2019;;"]
    {
        let text = format!("{title}\n\nPre;Post;\"Number of\nsynapses\"\nÄ;B;1,5\nB;Ä;2\n");
        let (words, scene) = folder.read("t.csv", text, &[]);
        assert_eq!(links(&scene), "Ä>B 0.15; B>Ä 0.2", "{title}");
        says(&words, &["lines above the table were passed over"]);
    }
    let (_, scene) = folder.read("t.csv", "# it is \"so\n# source target\nA B\n", &[]);
    assert_eq!(links(&scene), "A>B 0.1");
    let (_, scene) = folder.read("t.csv", "SEP=\t\npre\tpost\nA, a\tB\n".replace(", a", ""), &[]);
    assert_eq!(links(&scene), "A>B 0.1");
    for end in ["\n", "\r\n", "\r"] {
        for (rows, line, column) in [
            (vec!["pre,post,weight", "A,B,many"], 2, 5),
            (vec!["pre,post,weight", "", "\"A\nA\",\"B\",many"], 4, 8),
            (vec!["sep=,", "# x", "pre,post,weight", "A,B,1", "Äé, B , many"], 5, 9),
        ] {
            let path = folder.write("l.csv", rows.join("\n").replace('\n', end));
            let fragment = format!("l.csv:{line}:{column}: error: the weight is a number, not `many`");
            failure(&["import", &path, "--out", &out], 1, &fragment);
        }
        let neurons = folder.write("n.csv", ["name,x,y", "A,0,0", "B,1,up"].join(end));
        let path = folder.write("l.csv", "pre,post\nA,B\n");
        failure(
            &["import", &path, "--neurons", &neurons, "--out", &out],
            1,
            "n.csv:3:5: error: y is a number",
        );
    }
    // A decimal comma between commas makes a row too long, and must not move anything.
    for text in ["pre,post,weight\nA,B,1,5\nB,C,2,5\n", "pre,post,weight\nA,B,1\nB,C,2,5\n"] {
        let path = folder.write("l.csv", text);
        failure(
            &["import", &path, "--out", &out],
            1,
            "error: this row has 4 fields, and there are 3 columns",
        );
    }
    let (words, scene) = folder.read("l.csv", "pre,post,weight,remark\nA,B,1,so, so\n", &[]);
    assert_eq!(links(&scene), "A>B 0.1");
    says(&words, &["not understood: rows hold more fields than there are columns: 1 (so)"]);
    // Between commas a comma in a number may be anything.
    let path = folder.write("l.csv", "pre,post,weight\nA,B,\"1,234\"\n");
    failure(&["import", &path, "--out", &out], 1, "l.csv:2:5: error: the weight is a number, not `1,234`");
}

#[test]
fn messages_are_short_tame_and_alike() {
    let folder = Folder::new();
    let out = folder.file("out.worm.ron");
    let mut wide = String::new();
    for neuron in 0..500 {
        let _ = write!(wide, "{}column{neuron}", if neuron > 0 { "," } else { "" });
    }
    let long = "y".repeat(5000);
    for (name, text) in [
        ("w.csv", format!("{wide}\n{wide}\n")),
        ("t.csv", format!("pre,post,type\nA,B,{long}\n")),
        ("e.csv", "pre,post,weight\nA,B,\u{1b}[2J\u{7}\u{202e}x\n".to_owned()),
        ("h.csv", "\u{1b}[31mpre,b\nA,B\n".to_owned()),
        ("m.csv", format!("pre,post,{long}\nA,B,1\n")),
        ("n.csv", format!("pre,post\nA,{long}\n")),
        ("s.csv", format!("pre,post,sign\nA,B,\u{1b}]0;{long}\n")),
    ] {
        let path = folder.write(name, &text);
        let done = wriggle().args(["import", &path, "--out", &out]).assert();
        let words = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(!words.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{words:?}");
        let is_offer = |line: &&str| line.starts_with("    ");
        let longest = words.lines().filter(|line| !is_offer(line)).map(|line| line.chars().count()).max();
        assert!(longest <= Some(400), "{name}: {words}");
        if !done.get_output().status.success() {
            assert!(words.starts_with(&format!("{path}:")) && words.contains(": error: "), "{words}");
        }
    }
}

#[test]
fn the_weight_that_was_asked_for_is_the_weight() {
    let folder = Folder::new();
    let (_, scene) =
        folder.read("one.csv", "pre,post,chemical,total\nA,B,3,7\n", &["--column", "weight=total", "--raw"]);
    assert_eq!(links(&scene), "A>B 7", "nobody has said anything of gap junctions");
    let both = "pre,post,chemical,electrical,total\nA,B,3,4,7\n";
    let (_, scene) = folder.read("both.csv", both, &["--column", "weight=total", "--raw"]);
    assert_eq!(links(&scene), "A>B 7");
}
