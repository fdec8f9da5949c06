package main

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"huiyin/builder"
	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
)

// ruleBudget compares one decision with three rules to the same decision with ten thousand of which three match.
func ruleBudget(b *testing.B, t *table) {
	few, much := ruledApp(b, 0), ruledApp(b, 10_000)
	alone, among := decide(b, few), decide(b, much)
	ratio := float64(among) / float64(alone)
	t.row("a decision with 10,000 rules of which 3 match", fmt.Sprintf("%.2f × %s", ratio, alone.Round(time.Microsecond)),
		"≤ 1.5 × of 3 alone", ratio <= 1.5)
}

// ruledApp is the help desk with three rules on every change of the amount and n on values it never has.
func ruledApp(b *testing.B, n int) *engine.App {
	b.Helper()
	offer, problems := builder.Shelf{FS: deskShelf()}.Open("desk")
	if problems.Err() != nil {
		b.Fatal(problems)
	}
	bundle := offer.Bundle
	all := bundle.Definitions
	for i := range n + 3 {
		field, when := "amount", map[string]any{"field": "amount", "op": "gt", "value": 0}
		if i >= 3 {
			field = "name"
		}
		spec, err := json.Marshal(map[string]any{"form": "ticket", "on": []any{map[string]any{"event": "changed", "fields": []string{field}}},
			"when": when, "then": []any{map[string]any{"key": "note", "do": "set", "settings": map[string]any{"fields": map[string]any{"note": fmt.Sprint("rule ", i%3)}}}}})
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, definition.Definition{Kind: "rule", Key: fmt.Sprintf("r_%d", i), Title: definition.Text{"": "r"}, SchemaVersion: 1, Spec: spec})
	}
	app, faults := engine.Compile(definition.Pack(all...), 1, calendar.DefaultHolidays())
	if app == nil {
		b.Fatal(faults.Blocking()[:1].In("en"))
	}
	return app
}

// decide is the time of one edit's decision, without the store.
func decide(b *testing.B, app *engine.App) time.Duration {
	b.Helper()
	agent := access.Principal{ID: crashUser, Kind: "user", Roles: []string{"agent"}}
	w := engine.World{Now: monday, Answers: map[string]effect.Answer{}, Link: func(string, *engine.Record) string { return "link" }}
	submit := func(s engine.Submission) *engine.Record {
		for {
			out, problems := app.Submit(s, w)
			if problems.Err() != nil {
				b.Fatal(problems.In("en"))
			}
			if len(out.Needs) == 0 {
				return out.Record
			}
			for _, need := range out.Needs {
				w.Answers[need.Key] = effect.Answer{Count: 1, People: []effect.Person{{ID: crashUser, Name: "Agent"}}}
			}
		}
	}
	r := submit(engine.Submission{Form: "ticket", ID: "r1", Kind: "create", Who: agent, Patch: map[string]any{"title": "one"}})
	const rounds = 2000
	begun := time.Now()
	for i := range rounds {
		submit(engine.Submission{Form: "ticket", Record: r, Kind: "edit", Who: agent, Patch: map[string]any{"amount": float64(i + 1)}})
	}
	return time.Since(begun) / rounds
}
