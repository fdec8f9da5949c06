package engine

import (
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/rule"
)

// Migration says what becomes of a running record when a newer release of its process is current.
type Migration struct {
	Plan process.Plan
	Stay bool // it keeps the process it has, until somebody chooses otherwise
}

// Migrate decides how a record that runs on an older release is carried on by the current one. A record that has no
// process, has ended, or is there already comes back as it was. Problems name what the plan leaves open; then the
// record must stay as it is.
func (a *App) Migrate(r *Record, m Migration, w World) (Outcome, problem.List) {
	d, problems := a.decide(r, r.Form, access.System, "system", w)
	if problems != nil {
		return Outcome{}, problems
	}
	if s := r.Proc; s != nil && s.Release != a.Release && s.UnderWay() {
		if m.Stay {
			d.stay()
		} else {
			d.migrate(m.Plan)
		}
	}
	return d.outcome()
}

// stay pins the record to its release.
func (d *decision) stay() {
	if d.rec.Proc.Pinned {
		return
	}
	state := *d.rec.Proc
	state.Pinned = true
	d.rec.Proc = &state
	d.log(Entry{Type: "process_pinned", Event: &process.Event{Type: "process_pinned", Status: state.Status,
		Data: map[string]any{"from": state.Release, "to": d.app.Release}}})
}

func (d *decision) migrate(plan process.Plan) {
	was := *d.rec.Proc
	to, ok := d.app.processes[was.Process]
	if !ok {
		d.found.Add("process.migrate_gone", "", "process", was.Process)
		return
	}
	from := d.app.pinned[pin{was.Process, was.Release}]
	live := was
	live.Release, live.Pinned = d.app.Release, false
	d.rec.Proc, d.stale = &live, true // what is asked meanwhile, such as people rules, is asked of the newer one
	state, ledger, events, problems := process.Migrate(from, to, live, d.rec.Loop, plan, *d.inputs("system"))
	if d.fail(problems) || d.ask.Waits() {
		return
	}
	d.rec.Proc, d.rec.Loop, d.stale = &state, ledger, true
	d.events = append(d.events, events...)
	for i := range events {
		e := &events[i]
		if e.Type == "process_migrated" {
			e.Data = map[string]any{"from": was.Release, "to": d.app.Release}
		}
		if d.fail(d.note(e)) {
			return
		}
	}
	d.goOn()
}

// entered queues what rules may want to do about a status, unless it only has another name since a migration.
func (d *decision) entered(e *process.Event) {
	if mapped, _ := e.Data["migrated"].(bool); !mapped {
		d.queue = append(d.queue, rule.Event{Name: e.Type, Status: e.Status, Cause: d.cause})
	}
}
