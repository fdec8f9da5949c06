package presets_test

import (
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
)

// office answers every question the same way each time: three colleagues in every role, numbers in sequence, nothing
// that is taken or alike.
type office struct{ drawn int64 }

func (o *office) answer(n effect.Need) effect.Answer {
	team := []effect.Person{{ID: "u_chen", Name: "陈"}, {ID: "u_lin", Name: "林", Open: 1}, {ID: "u_wu", Name: "吴", Open: 2}}
	switch n.Kind {
	case effect.NeedCounter:
		o.drawn++
		return effect.Answer{Count: o.drawn}
	case effect.NeedPeople:
		if len(n.IDs) == 0 {
			return effect.Answer{People: team}
		}
		var out []effect.Person
		for _, p := range team {
			for _, id := range n.IDs {
				if p.ID == id {
					out = append(out, p)
				}
			}
		}
		return effect.Answer{People: out}
	}
	return effect.Answer{}
}

// BenchmarkSubmit is one suggestion of the heaviest package: thirty rules, six promises and clocks, every round of questions,
// nothing stored (F-25).
func BenchmarkSubmit(b *testing.B) {
	app, _ := compile(b, "suggestion_sop_full")
	o, rounds := &office{}, 0
	s := engine.Submission{Form: "suggestion", ID: "r1", Kind: "create", Channel: "public", Public: true, Key: "k1",
		Who: access.Principal{ID: "customer", Kind: "customer", Language: "zh"},
		Patch: map[string]any{"title": "建议：导出", "suggestion_type": "optimize", "customer_name": "李女士",
			"description":   "导出报表时，希望可以选择需要的字段，现在要手工删除很多列。",
			"contact_email": "li@customer.example", "consent_contact": true}}
	w := engine.World{Now: time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC), Link: func(page string, r *engine.Record) string { return "/" + page + "/" + r.ID }}
	b.ReportAllocs()
	for b.Loop() {
		w.Answers = map[string]effect.Answer{}
		for rounds = 1; rounds <= 8; rounds++ {
			out, problems := app.Submit(s, w)
			if problems.Err() != nil {
				b.Fatal(problems)
			}
			if len(out.Needs) == 0 {
				break
			}
			for _, n := range out.Needs {
				w.Answers[n.Key] = o.answer(n)
			}
		}
	}
	b.ReportMetric(float64(rounds), "rounds")
}
