//! Transport, keys, lists, the inspector, used as a person does.

use super::*;

#[test]
fn play_pauses_and_one_tick_asks_for_one() {
    let mut harness = window();
    harness.get_by_label("Play").click();
    harness.run_steps(2);
    assert!(harness.state().resource::<Playback>().playing);
    harness.get_by_label("Pause").click();
    harness.run_steps(2);
    assert!(!harness.state().resource::<Playback>().playing);
    harness.get_by_label("One tick").click();
    harness.run_steps(2);
    let world = harness.state_mut();
    drive::advance(world, 1.0);
    assert_eq!(world.resource::<Clock>().tick, 1);
}

#[test]
fn keys_act_but_not_while_text_is_typed() {
    let mut harness = window();
    harness.key_press(Key::Space);
    harness.run_steps(2);
    assert!(harness.state().resource::<Playback>().playing);
    harness.get_by_label("Filter").click();
    harness.run_steps(2);
    harness.key_press(Key::CloseBracket);
    harness.key_press(Key::Num2);
    harness.run_steps(2);
    assert_eq!(harness.state().resource::<Playback>().speed, 1.0);
    // The scene has no body, so its network takes the whole middle, and goes on to.
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::Network);
}

#[test]
fn the_filter_narrows_the_list() {
    let mut harness = window();
    assert!(harness.query_by_label("ALM").is_some() && harness.query_by_label("M1").is_some());
    harness.state_mut().resource_mut::<Filter>().0 = "MOTOR".into();
    harness.run_steps(2);
    assert!(harness.query_by_label("ALM").is_none() && harness.query_by_label("M1").is_some());
    harness.state_mut().resource_mut::<Filter>().0 = "nobody".into();
    harness.run_steps(2);
    harness.get_by_label("Clear the filter").click();
    harness.run_steps(2);
    assert!(harness.query_by_label("ALM").is_some());
}

#[test]
fn a_click_in_the_list_selects() {
    let mut harness = window();
    harness.get_by_label("PLM").click();
    harness.run_steps(3);
    assert_eq!(selection(&harness).selected, Some(key("PLM")));
    assert!(harness.query_by_label("Inject").is_some());
}

#[test]
fn a_threshold_set_in_the_inspector_is_an_edit_that_can_be_undone() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_role_and_label(Role::SpinButton, "threshold").click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("4.5".into()));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(params(&mut harness, "ALM").threshold, 4.5);
    assert!(harness.state().resource::<History>().is_dirty());
    assert!(harness.query_by_label("Reset threshold").is_some(), "an own value is marked");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(params(&mut harness, "ALM").threshold, 10.0);
    assert!(!harness.state().resource::<History>().is_dirty());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run_steps(3);
    assert_eq!(params(&mut harness, "ALM").threshold, 4.5);
    harness.get_by_label("Reset threshold").click();
    harness.run_steps(3);
    assert_eq!(params(&mut harness, "ALM").threshold, 10.0);
}

#[test]
fn inject_charges_the_selected_neuron() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.key_press(Key::I);
    harness.run_steps(2);
    let world = harness.state_mut();
    let neuron = key("ALM").find(world).unwrap();
    assert_eq!(world.get::<NeuronState>(neuron).unwrap().dendrite, [11.0, 0.0]);
    assert!(!world.resource::<History>().is_dirty(), "it belongs to the run");
}

#[test]
fn help_shows_every_key() {
    let mut harness = window();
    harness.get_by_label("Help").click();
    harness.run_steps(3);
    let commands = harness.state().resource::<Table>().clone();
    for command in commands.all().iter().filter(|command| !command.keys.is_empty()) {
        assert!(harness.query_all_by_label(command.name).count() >= 1, "{}", command.name);
        assert!(harness.query_all_by_label(&command.key_text()).count() >= 1, "{}", command.name);
    }
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(!harness.state().resource::<Help>().shown);
}

#[test]
fn a_drag_of_a_neuron_on_the_canvas_is_one_step() {
    let mut harness = window();
    let (from, before) = {
        let (graph, views) = (graph(&harness), views(&harness));
        (views.network.to_screen(graph.plan.nodes[0].at), graph.cells[0].at)
    };
    harness.drag_at(from);
    harness.run_steps(1);
    for i in 1..=4 {
        harness.hover_at(from + Vec2::new(12.0, 6.0) * i as f32);
        harness.run_steps(1);
    }
    harness.drop_at(from + Vec2::new(48.0, 24.0));
    harness.run_steps(3);
    let now = graph(&harness).cells[0].at;
    assert!(now.x > before.x && now.y < before.y, "down on the screen: {before} {now}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(graph(&harness).cells[0].at, before);
}

/// Frames of the window, with panels open or closed and at any rate, do the very ticks that a run
/// without a window does.
#[test]
fn panels_and_frame_rate_do_not_matter_to_the_run() {
    let scene = crawler();
    let hash = |rate: f64, speed: f32, open: bool| {
        let mut app = App::empty();
        app.add_plugins(SimulationPlugin { executor: Executor::SingleThreaded });
        plugin(&mut app);
        let world = app.world_mut();
        furnish(world, &Start { scene: scene.clone(), path: None, comments: Comments::default() });
        world.resource_mut::<Playback>().speed = speed;
        let mut arrangement = world.resource_mut::<Arrangement>();
        (arrangement.list, arrangement.inspector, arrangement.plot) = (open, open, open);
        if open {
            world
                .resource_mut::<Selection>()
                .select(Some(NeuronKey { creature: "Worm".into(), neuron: "AVA".into() }));
        }
        let world = std::mem::take(app.world_mut());
        let mut harness = Harness::builder()
            .with_size(Vec2::new(900.0, 600.0))
            .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
        let mut frames = 0;
        loop {
            let world = harness.state_mut();
            let left = 400 - world.resource::<Clock>().tick;
            if left == 0 {
                return crate::record::state_hash(world);
            }
            // Never past the last tick: the last frames are as short as they must be.
            let due = 0.999 * left as f64 / f64::from(speed) / 100.0;
            drive::advance(world, (1.0 / rate).min(due));
            if frames % 20 == 0 {
                harness.step();
            }
            frames += 1;
            assert!(frames < 100_000, "time does not pass");
        }
    };
    let plain = hash(60.0, 1.0, false);
    for (rate, speed, open) in
        [(30.0, 1.0, true), (144.0, 1.0, false), (60.0, 32.0, true), (60.0, 0.5, false)]
    {
        assert_eq!(hash(rate, speed, open), plain, "{rate} frames/s, speed {speed}, panels open: {open}");
    }
    let mut app = crate::app::headless_app(Executor::SingleThreaded);
    crate::scene::spawn(app.world_mut(), &scene);
    for _ in 0..400 {
        crate::sim::run_tick(app.world_mut());
    }
    assert_eq!(crate::record::state_hash(app.world()), plain, "without a window");
}
