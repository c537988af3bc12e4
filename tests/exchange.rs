//! Networks in from other programs and out to them, as a person or a script does it.

mod common;

use common::program::{Folder, failure, wriggle};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use wriggle::scene::{self, Scene};

/// Standard output and the words of a call that must succeed.
fn said(arguments: &[&str]) -> (String, String) {
    let done = wriggle().args(arguments).assert().success();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&done.get_output().stdout), text(&done.get_output().stderr))
}

fn load(path: &str) -> Scene {
    scene::load(Path::new(path)).unwrap_or_else(|faults| panic!("{faults}")).scene
}

/// A scene with everything that is hard to write down.
fn awkward(folder: &Folder) -> String {
    folder.write(
        "awkward.worm.ron",
        r##"(format: 1, classes: {
                "c<&>\"' é": (color: "#123456", params: (production: (0.0, -1.0))),
                "plain": (),
            }, creatures: [(name: "W\"<&;>", neurons: [
                (name: "a\"b", class: "plain", at: (0.1, -2.5)),
                (name: "<&>'", class: "c<&>\"' é", at: (1e-7, 12345.678)),
                (name: "back\\slash\\", class: "plain", at: (3.0, 0.0)),
                (name: "ä 中🐛;x", at: (3.3333333, 0.0)),
                (name: "&amp;", at: (4.0, 0.0)),
                (name: "]]>", at: (5.0, 0.0)),
                (name: "7", at: (6.0, 0.0)),
            ], synapses: [
                (from: "a\"b", to: "<&>'", weight: 0.1),
                (from: "a\"b", to: "<&>'", weight: -0.3),
                (from: "<&>'", to: "back\\slash\\", weight: 1234567.9e-3),
                (from: "&amp;", to: "]]>", weight: 1.1754944e-38),
                (from: "]]>", to: "]]>", weight: 16777216.0e-3),
                (from: "7", to: "ä 中🐛;x"),
            ], gaps: [
                (a: "a\"b", b: "back\\slash\\", conductance: 0.123456789),
                (a: "7", b: "&amp;", conductance: 0.5),
            ])])"##,
    )
}

fn same_network(one: &Scene, other: &Scene) {
    let (one, other) = (&one.creatures[0], &other.creatures[0]);
    assert_eq!(one.synapses, other.synapses);
    assert_eq!(one.gaps, other.gaps);
    assert_eq!(one.neurons.len(), other.neurons.len());
    for (one, other) in one.neurons.iter().zip(&other.neurons) {
        assert_eq!((&one.name, one.at), (&other.name, other.at));
        if !one.class.is_empty() {
            assert_eq!(one.class, other.class);
        }
    }
}

#[test]
fn what_goes_out_comes_in_the_same() {
    let folder = Folder::new();
    let (edges, neurons, graph) = (folder.file("e.csv"), folder.file("n.csv"), folder.file("g.graphml"));
    let back = folder.file("back.worm.ron");
    for scene in ["scenes/crawler.worm.ron", "scenes/ring.worm.ron", &awkward(&folder)] {
        said(&["export", scene, "--out", &edges, "--neurons", &neurons]);
        said(&["import", &edges, "--neurons", &neurons, "--raw", "--out", &back]);
        same_network(&load(scene), &load(&back));
        said(&["export", scene, "--out", &graph]);
        said(&["import", &graph, "--raw", "--out", &back]);
        same_network(&load(scene), &load(&back));
    }
    // What inhibits goes on inhibiting.
    let inhibits = |scene: &Scene, name: &str| {
        let neuron = scene.creatures[0].neurons.iter().find(|n| n.name == name).expect("there");
        neuron.resolve(&scene.classes).production[1] < 0.0
    };
    assert!(inhibits(&load(&back), "<&>'") && !inhibits(&load(&back), "7"));
    // Without the table of neurons there are those with links; one contact is a weight of one.
    said(&["import", &edges, "--weight-per-contact", "1", "--out", &back]);
    let creature = &load(&back).creatures[0];
    assert_eq!(creature.neurons.len(), 7);
    assert!((creature.synapses[0].weight + 0.2).abs() < 1e-6, "they add up");
    assert_eq!(creature.synapses.len(), 5);
}

#[test]
fn formats_that_others_read() {
    let folder = Folder::new();
    let scene = awkward(&folder);
    let (dot, _) = said(&["export", &scene, "--out", "-", "--format", "dot"]);
    assert!(dot.starts_with("digraph \"W\\\"<&;>\" {"), "{dot}");
    assert!(dot.contains(r#""back\\slash\\" [label="back\\slash\\""#), "{dot}");
    assert!(dot.contains(r#""&amp;" [label="&amp;amp;""#), "{dot}");
    assert!(dot.contains("fillcolor=\"#123456\""), "{dot}");
    assert_eq!(dot.matches("arrowhead=tee").count(), 2, "one neuron inhibits, one weight is negative: {dot}");
    assert_eq!(dot.matches("dir=none, style=dashed").count(), 2, "{dot}");
    let (csv, _) = said(&["export", &scene, "--out", "-", "--format", "csv"]);
    assert_eq!(csv.lines().next(), Some("pre,post,type,weight"));
    assert!(csv.contains("\"a\"\"b\",<&>',chemical,0.1"), "{csv}");
    let (graph, _) = said(&["export", &scene, "--out", "-", "--format", "graphml"]);
    assert!(graph.contains("<node id=\"a&quot;b\">") && graph.contains("&lt;&amp;&gt;"), "{graph}");
}

/// A net of this many neurons and links, the same every time.
fn links(neurons: u64, count: u64) -> Vec<(u64, u64, u64)> {
    let mut state = 12345u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..count).map(|_| (next(neurons), next(neurons), 1 + next(6))).collect()
}

#[test]
fn a_whole_connectome_becomes_a_scene_that_runs() {
    let folder = Folder::new();
    let links = links(302, 7000);
    let distinct: BTreeSet<(u64, u64)> = links.iter().map(|(from, to, _)| (*from, *to)).collect();
    let mut table = String::from("Neuron 1;Neuron 2;Type;Nbr;comment\n");
    let mut graph = String::from(
        "<?xml version='1.0' encoding='utf-8'?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n<key id=\"d0\" for=\"edge\" attr.name=\"weight\" attr.type=\"long\"/>\n<graph edgedefault=\"directed\">\n",
    );
    for neuron in 0..302 {
        let _ = writeln!(graph, "<node id=\"N{neuron}\" />");
    }
    for (from, to, count) in &links {
        let _ = writeln!(table, "N{from};N{to};Sp;{count};");
        let _ = writeln!(
            graph,
            "<edge source=\"N{from}\" target=\"N{to}\"><data key=\"d0\">{count}</data></edge>"
        );
    }
    graph.push_str("</graph></graphml>\n");
    let (table, graph) = (folder.write("net.csv", &table), folder.write("net.graphml", &graph));
    let (one, other) = (folder.file("one.worm.ron"), folder.file("other.worm.ron"));
    let (_, words) = said(&["import", &table, "--out", &one]);
    assert!(words.contains("302 neurons"), "{words}");
    said(&["import", &graph, "--out", &other]);
    for path in [&one, &other] {
        let scene = load(path);
        let creature = &scene.creatures[0];
        assert_eq!((creature.neurons.len(), creature.synapses.len()), (302, distinct.len()));
        let sum: f64 = creature.synapses.iter().map(|s| f64::from(s.weight)).sum();
        let counts: u64 = links.iter().map(|link| link.2).sum();
        assert!((sum - counts as f64 * 0.1).abs() < 1e-2, "{sum}");
        let places: BTreeSet<String> = creature.neurons.iter().map(|n| format!("{:?}", n.at)).collect();
        assert_eq!(places.len(), 302, "each has a place of its own");
        let (json, _) = said(&["run", path, "--seconds", "5", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert!(json["spikes"].as_u64().is_some_and(|spikes| spikes >= 302), "{json}");
    }
    // The same file gives the same scene.
    let again = folder.file("again.worm.ron");
    said(&["import", &table, "--out", &again]);
    assert_eq!(std::fs::read(&one).expect("there"), std::fs::read(&again).expect("there"));
}

#[test]
fn tables_in_the_words_of_others() {
    let folder = Folder::new();
    let edges = folder.write(
        "net.tsv",
        "\u{feff}Source\tTarget\tSynapse Type\tNumber\r\nA\tB\tSend\t2\r\nA\tB\tS\t3\r\nB\tA\tRp\t5\r\nA\tC\tEJ\t4\r\nC\tA\tEJ\t4\r\nC\tC\tgap\t1\r\nA\tmu\tNMJ\t9\r\nB\tHub\tEJ\t100\r\nA\tHub\tgap junction\t30\r\n\t\t\t\r\n",
    );
    let neurons = folder.write(
        "n.csv",
        "Name,Class,Neurotransmitter,X,Y\nB,motor,GABA,1.5,2\nA,motor,Acetylcholine,0,0\nD,,gaba,,\nC,sensor,FLP-1,,\nHub,inhibits,GABA,,\n",
    );
    let out = folder.file("net.worm.ron");
    let (_, words) = said(&["import", &edges, "--neurons", &neurons, "--out", &out]);
    for note in [
        "they are listed from the sending side: 1",
        "the creature has no body yet: 1",
        "electrical links of a neuron with itself were passed over: 1",
        "and were taken for excitatory: 1",
    ] {
        assert!(words.contains(note), "{note}: {words}");
    }
    let scene = load(&out);
    let creature = &scene.creatures[0];
    assert_eq!(creature.name, "net");
    let names: Vec<&str> = creature.neurons.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names, ["B", "A", "D", "C", "Hub"]);
    assert_eq!(creature.neurons[0].at, (1.5, 2.0));
    let classes: Vec<&str> = scene.classes.keys().map(String::as_str).collect();
    assert_eq!(classes, ["excitatory", "inhibitory", "motor", "sensor", "inhibits"]);
    let made: Vec<[f32; 2]> = creature.neurons.iter().map(|n| n.resolve(&scene.classes).production).collect();
    assert_eq!(made, [[0.0, -0.5], [0.5, 0.0], [0.0, -0.5], [0.5, 0.0], [0.0, -0.5]]);
    assert_eq!(creature.synapses.len(), 1);
    assert_eq!(creature.synapses[0].weight, 0.5, "two and three contacts of a tenth each");
    let sum = |name: &str| -> f32 {
        creature.gaps.iter().filter(|g| g.a == name || g.b == name).map(|g| g.conductance).sum()
    };
    assert_eq!(creature.gaps.len(), 3, "listed from both sides it is one: {:?}", creature.gaps);
    assert!(creature.gaps.iter().any(|g| (g.a == "A" && g.b == "C") && (g.conductance - 0.04).abs() < 0.01));
    assert!(sum("Hub") <= 0.5 + 1e-6 && sum("Hub") > 0.45, "{}", sum("Hub"));
}

#[test]
fn graphs_in_the_ways_of_others() {
    let folder = Folder::new();
    let graph = folder.write(
        "g.xml",
        r#"<?xml version="1.0"?><!-- a comment -->
<g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns">
<g:key attr.name="label" attr.type="string" for="node" id="label"/>
<g:key attr.name="weight" attr.type="double" for="edge" id="w"><g:default>2</g:default></g:key>
<g:key attr.name="r" for="node" id="r"/>
<g:graph edgedefault="undirected">
<g:node id="1"><g:data key="label">A &amp; <![CDATA[<B>]]>&#228;</g:data><g:data key="r">200</g:data></g:node>
<g:node id="2"/>
<g:edge source="1" target="2"/>
<g:edge source="1" target="2" directed="true"><g:data key="w"> 5 </g:data></g:edge>
</g:graph></g:graphml>"#,
    );
    let out = folder.file("g.worm.ron");
    said(&["import", &graph, "--name", "Mine", "--out", &out]);
    let creature = &load(&out).creatures[0];
    assert_eq!((creature.name.as_str(), creature.neurons[0].name.as_str()), ("Mine", "A & <B>ä"));
    assert_eq!((creature.gaps[0].conductance, creature.synapses[0].weight), (0.02, 0.5));
}

#[test]
fn broken_files_are_told_with_their_lines() {
    let folder = Folder::new();
    let out = folder.write("kept.worm.ron", "kept");
    let long = format!("pre,post\nA,{}\n", "x".repeat(65));
    let graph =
        |inner: &str| format!("<graphml>\n<graph edgedefault=\"directed\">\n{inner}\n</graph>\n</graphml>");
    let open = graph("<node id=\"a\">");
    let cases: Vec<(&str, String, &str)> = vec![
        ("e.csv", String::new(), "the table is empty"),
        ("e.csv", "A,B\nA,B\n".into(), "e.csv:1:1: error: no column is called pre, source or from"),
        ("e.csv", "pre,weight\nA,1\n".into(), "no column is called post"),
        ("e.csv", "pre,post,type\nA,B,S\nA,B,magic\n".into(), "e.csv:3:5: error: `magic` is no type"),
        (
            "e.csv",
            "pre,post,weight\nA,B,many\n".into(),
            "e.csv:2:5: error: the weight is a number, not `many`",
        ),
        ("e.csv", "pre,post,weight\nA,B,inf\n".into(), "not `inf`"),
        ("e.csv", "pre,post,weight\nA,B,1e20\n".into(), "e.csv:2:1: error: `weight` must be"),
        (
            "e.csv",
            "pre,post,weight\nA,,1\n".into(),
            "e.csv:2:3: error: the neuron that it goes to is missing",
        ),
        ("e.csv", "pre,post,weight\nA\n".into(), "e.csv:2:1: error: the neuron that it goes to is missing"),
        ("e.csv", "pre,post\n\"A,1\",B\n".into(), "e.csv:2:1: error: a name cannot hold `,`"),
        (
            "e.csv",
            "pre,post\nA,\"B\nC,D\n".into(),
            "e.csv:2:3: error: a quote (\") is opened and never closed",
        ),
        ("e.csv", long, "e.csv:2:1: error: a name has at most 64"),
        (
            "e.csv",
            "pre,post,type,weight\nA,B,EJ,-1\n".into(),
            "e.csv:2:1: error: an electrical link cannot be negative",
        ),
        ("g.graphml", "<graphml>".into(), "holds no <graph>"),
        ("g.graphml", "hello".into(), "holds no <graph>"),
        ("g.graphml", graph("<node/>"), "g.graphml:3:1: error: a node needs an `id`"),
        ("g.graphml", graph("<node id=\"a\"/><node id=\"a\"/>"), "used twice"),
        (
            "g.graphml",
            graph("<node id=\"a\"/>\n<edge source=\"a\" target=\"b\"/>"),
            "g.graphml:4:1: error: there is no node `b`",
        ),
        ("g.graphml", graph("<edge source=\"a\"/>"), "g.graphml:3:1: error: an edge needs a `target`"),
        ("g.graphml", open, "g.graphml:4:9: error: this is not XML"),
        ("g.graphml", graph("<node id=\"&x;\"/>"), "g.graphml:3:17: error: this is not XML"),
        ("g.graphml", graph("<hyperedge/>"), "hyperedges"),
        ("g.graphml", graph("<node id=\"a\"><node id=\"b\"/></node>"), "within another"),
    ];
    for (name, text, fragment) in cases {
        let path = folder.write(name, &text);
        failure(&["import", &path, "--out", &out], 1, fragment);
    }
    let edges = folder.write("good.csv", "pre,post,type,weight\nA,B,EJ,0.7\n");
    failure(&["import", &edges, "--raw", "--out", &out], 1, "good.csv:2:1: error: `conductance` must be");
    let neurons = folder.write("n.csv", "name,x,y\nA,1,1\nA,2,2\n");
    failure(
        &["import", &edges, "--neurons", &neurons, "--out", &out],
        1,
        "n.csv:3:1: error: the neuron \"A\"",
    );
    let neurons = folder.write("n.csv", "name,x,y\nA,left,1\n");
    failure(&["import", &edges, "--neurons", &neurons, "--out", &out], 1, "n.csv:2:3: error: x is a number");
    let neurons = folder.write("n.csv", "name,class\nA,\"a,b\"\n");
    failure(
        &["import", &edges, "--neurons", &neurons, "--out", &out],
        1,
        "n.csv:2:1: error: a name cannot hold",
    );
    assert_eq!(std::fs::read_to_string(&out).expect("there"), "kept", "nothing was written over");

    let binary = folder.file("binary.csv");
    std::fs::write(&binary, [0xff, 0x00, 0x80]).expect("written");
    failure(&["import", &binary, "--out", &out], 1, "this is no text");
    failure(&["import", "nowhere.csv", "--out", &out], 1, "there is no such file");
    failure(&["import", &edges], 2, "--out");
    failure(
        &["import", &edges, "--out", &out, "--raw", "--weight-per-contact", "1"],
        2,
        "cannot be used with",
    );
    failure(&["import", &edges, "--out", &out, "--weight-per-contact", "nan"], 2, "not `nan`");
    failure(&["import", &edges, "--out", &out, "--name", "a,b"], 1, "a name cannot hold");
    failure(&["import", &edges, "--out", "no/such/folder/o.worm.ron"], 1, "no/such/folder");

    let ring = "scenes/ring.worm.ron";
    failure(&["export", ring], 2, "--out");
    failure(&["export", ring, "--out", &folder.file("x.png")], 2, "end its name in .graphml, .csv or .dot");
    failure(
        &["export", ring, "--out", &folder.file("x.csv"), "--creature", "Rong"],
        2,
        "did you mean \"Ring\"",
    );
    failure(&["export", "nowhere", "--out", &folder.file("x.csv")], 1, "there is no such file");
    failure(&["export", ring, "--out", "no/such/folder/x.csv"], 1, "no/such/folder");
    let two = folder.write("two.worm.ron", "(format: 1, creatures: [(name: \"A\"), (name: \"B\")])");
    failure(&["export", &two, "--out", &folder.file("x.csv")], 2, "say which one, A, B");
    let none = folder.write("none.worm.ron", "(format: 1)");
    failure(&["export", &none, "--out", &folder.file("x.csv")], 1, "no creature");
}

#[test]
fn what_learns_waits_and_is_covered_is_told_beside_the_weight_of_now() {
    let folder = Folder::new();
    let scene = folder.write(
        "learned.worm.ron",
        r#"(format: 1, plasticity: {"hebb": ()}, creatures: [(name: "N", neurons: [(name: "A"), (name: "B")],
            synapses: [(from: "A", to: "B", weight: 0.5, delay: 7, plasticity: "hebb", learned: 0.625),
                (from: "B", to: "A", weight: -2.0)],
            gaps: [(a: "A", b: "B", conductance: 0.1)], astrocytes: [(name: "G<", covers: [("*", "A")])])])"#,
    );
    let [table, graph] = ["out.csv", "out.graphml"].map(|name| {
        let out = folder.file(name);
        said(&["export", &scene, "--out", &out]);
        std::fs::read_to_string(&out).expect("written")
    });
    assert_eq!(
        table,
        "pre,post,type,weight,start_weight,plasticity,delay,astrocyte\n\
         A,B,chemical,0.625,0.5,hebb,7,\n\
         B,A,chemical,-2,,,,G<\n\
         A,B,electrical,0.1,,,,\n"
    );
    for told in [
        r#"<key id="delay" for="edge" attr.name="delay" attr.type="int"/>"#,
        r#"<data key="weight">0.625</data><data key="start_weight">0.5</data><data key="plasticity">hebb</data><data key="delay">7</data></edge>"#,
        r#"<data key="weight">-2</data><data key="astrocyte">G&lt;</data></edge>"#,
    ] {
        assert!(graph.contains(told), "{told} in {graph}");
    }
    for file in ["out.csv", "out.graphml"] {
        let back = folder.file("back.worm.ron");
        said(&["import", &folder.file(file), "--raw", "--out", &back]);
        let weights: Vec<f32> = load(&back).creatures[0].synapses.iter().map(|s| s.weight).collect();
        assert_eq!(weights, [0.625, -2.0], "{file}");
    }
}
