package report_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/problem"
	"huiyin/engine/report"
)

// Everything wrong with a question is said at once, each fault where it is; no plan comes of it.
func TestEveryFaultAtOnce(t *testing.T) {
	raw := `{"dataset":"tickets",
		"where":{"all":[{"field":"colour","op":"eq","value":"red"},{"field":"secret","op":"eq","value":"x"},{"field":"status","op":"eq","value":"gone"}]},
		"exclude":[{"key":"test","where":{"field":"veiled","op":"gt","value":1}}],
		"by":[{"field":"files"},{"field":"due","bucket":"hour"},{"field":"status","level":2,"width":3,"fill":true}],
		"measures":[
			{"key":"a","fn":"sum","of":"title"},
			{"key":"b","fn":"avg","of":"veiled"},
			{"key":"c","fn":"median"},
			{"key":"d","fn":"formula","formula":"e + 1"},
			{"key":"e","fn":"ratio","of":"d","per":"f"},
			{"key":"g","fn":"percentile","of":"score"},
			{"key":"h","fn":"min","of":"due"},
			{"key":"i","fn":"share","of":"h"},
			{"key":"j","fn":"running","of":"k"},
			{"key":"k","fn":"avg","of":"score","per":"a"},
			{"key":"l","fn":"ratio","of":"k","per":"k","interval":true},
			{"key":"l","fn":"count"},
			{"key":"status","fn":"count"},
			{"key":"m","fn":"formula","formula":"nothing * (2"}],
		"period":{"field":"title"},
		"compare":["previous"],
		"mature":{"field":"score","days":3},
		"having":{"field":"z","op":"gt","value":1},
		"sort":[{"by":"nobody"}]}`
	q, faults := report.Decode([]byte(raw))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	plan, faults := report.Compile(q, shape())
	if plan != nil {
		t.Fatal("a plan came of it")
	}
	want := []string{
		"/by/0/field report.dimension.kind", "/by/1/bucket report.dimension.bucket", "/by/2/fill report.dimension.fill", "/by/2/level report.dimension.level", "/by/2/width report.dimension.bins",
		"/compare/0 report.compare.period", "/dataset report.dataset.unknown", "/exclude/0/key report.key.taken", "/exclude/0/where/field report.field.forbidden",
		"/having/field condition.field.unknown", "/mature/field report.period.kind",
		"/measures/0/fn report.measure.kind", "/measures/1/of report.field.forbidden", "/measures/2/of report.measure.of_missing",
		"/measures/3 report.measure.cycle", "/measures/4 report.measure.cycle", "/measures/4/per report.measure.unknown", "/measures/5/p report.measure.percentile", "/measures/7/of report.measure.text",
		"/measures/8/of report.measure.additive", "/measures/9/per report.measure.unexpected", "/measures/10/interval report.measure.interval", "/measures/11/key report.key.taken", "/measures/12/key report.key.taken",
		"/period/field report.period.kind", "/sort/0/by report.sort.unknown",
		"/where/all/0/field condition.field.unknown", "/where/all/1/field report.field.forbidden", "/where/all/2/value condition.value.option",
	}
	var got []string
	for _, f := range faults {
		got = append(got, f.Pointer+" "+f.Code)
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("missing: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) && !strings.HasPrefix(g, "/measures/13/formula expression.") {
			t.Errorf("too much: %s", g)
		}
	}
	if !slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, "/measures/13/formula expression.") }) {
		t.Error("the formula was not looked at")
	}
}

// A field that the reader may not read gives nothing away, wherever it is named; masked is not read.
func TestNobodyAsksAboutWhatTheyMayNotRead(t *testing.T) {
	count := `"measures":[{"key":"n","fn":"count"}]`
	for at, raw := range map[string]string{
		"/where/not/field":             `{"dataset":"ticket","where":{"not":{"field":"secret","op":"empty"}},` + count + `}`,
		"/where/value/field":           `{"dataset":"ticket","where":{"field":"title","op":"eq","value":{"field":"secret"}},` + count + `}`,
		"/by/0/field":                  `{"dataset":"ticket","by":[{"field":"veiled"}],` + count + `}`,
		"/measures/0/of":               `{"dataset":"ticket","measures":[{"key":"n","fn":"max","of":"veiled"}]}`,
		"/measures/0/where/field":      `{"dataset":"ticket","measures":[{"key":"n","fn":"count","where":{"field":"secret","op":"notEmpty"}}]}`,
		"/exclude/0/where/any/0/field": `{"dataset":"ticket","exclude":[{"key":"x","where":{"any":[{"field":"secret","op":"empty"}]}}],` + count + `}`,
		"/period/field":                `{"dataset":"ticket","period":{"field":"secret"},` + count + `}`,
		"/mature/field":                `{"dataset":"ticket","mature":{"field":"secret","days":1},` + count + `}`,
	} {
		q, faults := report.Decode([]byte(raw))
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		plan, faults := report.Compile(q, shape())
		if plan != nil || len(faults) != 1 || faults[0].Code != "report.field.forbidden" || faults[0].Pointer != at {
			t.Errorf("%s: %v", at, faults)
		}
	}
}

// The rarer faults: bins and tops that make no sense, ends that are no dates, totals that run along nothing.
func TestRarerFaults(t *testing.T) {
	for raw, want := range map[string]string{
		`"by":[{"field":"score","width":2,"edges":[1,2]}]`:                          "/by/0/edges report.dimension.bins_both",
		`"by":[{"field":"score","edges":[1,3,3]}]`:                                  "/by/0/edges/2 report.dimension.edges",
		`"by":[{"field":"score","origin":1}]`:                                       "/by/0/origin report.dimension.bins_both",
		`"by":[{"field":"created","top":3}]`:                                        "/by/0/top report.dimension.top",
		`"by":[{"field":"tags","bucket":"day"}]`:                                    "/by/0/bucket report.dimension.bucket",
		`"by":[{"field":"owner"},{"field":"owner"}]`:                                "/by/1/field report.key.taken",
		`"by":[{"key":"x","field":"owner"},{"key":"x","field":"due"}]`:              "/by/1/key report.key.taken",
		`"period":{"field":"created","from":"yesterday"}`:                           "/period/from condition.value.kind",
		`"period":{"field":"created","to":{"relative":"soon"}}`:                     "/period/to condition.value.relative",
		`"measures":[{"key":"a","fn":"count"},{"key":"r","fn":"running","of":"a"}]`: "/measures/1/fn report.measure.alone",
		`"measures":[{"key":"a","fn":"share"}]`:                                     "/measures/0/of report.measure.of_missing",
		`"measures":[{"key":"a","fn":"formula"}]`:                                   "/measures/0/formula report.measure.of_missing",
		`"measures":[{"key":"a","fn":"formula","formula":"a + 1"}]`:                 "/measures/0 report.measure.cycle",
		`"measures":[{"key":"a","fn":"distinct","of":"files"}]`:                     "/measures/0/fn report.measure.kind",
	} {
		q, faults := report.Decode([]byte(`{"dataset":"ticket",` + raw + strings.Repeat(`,"measures":[{"key":"n","fn":"count"}]`, 1-strings.Count(raw, `"measures"`)) + `}`))
		if len(faults) > 0 {
			t.Fatal(raw, faults)
		}
		_, faults = report.Compile(q, shape())
		if len(faults) != 1 || faults[0].Pointer+" "+faults[0].Code != want {
			t.Errorf("%s: %v, want %s", raw, faults, want)
		}
	}
}

// A question made by hand is held to the same form as one that was sent.
func TestQuestionsMadeByHandAreCheckedToo(t *testing.T) {
	n := []report.Measure{{Key: "n", Fn: "count"}}
	by := func(list ...report.Dimension) report.Question {
		return report.Question{Dataset: "ticket", By: list, Measures: n}
	}
	owner := report.Dimension{Field: "owner"}
	for at, q := range map[string]report.Question{
		"/by":            by(owner, owner, owner, owner),
		"/by/0/bucket":   by(report.Dimension{Field: "created", Bucket: "decade"}),
		"/by/0/level":    by(report.Dimension{Field: "area", Level: -1}),
		"/by/0/width":    by(report.Dimension{Field: "score", Width: -1}),
		"/measures":      {Dataset: "ticket"},
		"/measures/0/fn": {Dataset: "ticket", Measures: []report.Measure{{Key: "n", Fn: "guess"}}},
		"/measures/0/p":  {Dataset: "ticket", Measures: []report.Measure{{Key: "n", Fn: "percentile", Of: "score", P: ptr(101)}}},
		"/compare/0":     {Dataset: "ticket", Measures: n, Compare: []string{"never"}},
		"/period/from":   {Dataset: "ticket", Measures: n, Period: &report.Period{Field: "created", From: 7}},
	} {
		if plan, faults := report.Compile(q, shape()); plan != nil || len(faults) != 1 || faults[0].Pointer != at {
			t.Errorf("%s: %v", at, faults)
		}
	}
	if plan, faults := report.Compile(report.Question{Dataset: "ticket", Measures: n, By: []report.Dimension{{Field: "score", Width: math.NaN()}}}, shape()); plan != nil || !faults.Has("schema.not_json") {
		t.Errorf("a width that is no number: %v", faults)
	}
}

// A shape that forgot to say who may read a field lets nobody.
func TestForgottenRightForbids(t *testing.T) {
	s := report.Shape{Dataset: "ticket", Fields: map[string]report.Field{"title": {}}}
	q := report.Question{Dataset: "ticket", Measures: []report.Measure{{Key: "n", Fn: "count", Of: "title"}}}
	if _, faults := report.Compile(q, s); !faults.Has("report.field.forbidden") {
		t.Error(faults)
	}
}

// What is not a question is refused where it is wrong, all at once, also inside conditions.
func TestDecodeIsStrict(t *testing.T) {
	for raw, want := range map[string][]string{
		`{"dataset":"t","measures":[{"key":"n","fn":"guess"}],"colour":"red","limit":0}`: {"/colour", "/limit", "/measures/0/fn"},
		`{"dataset":"t","measures":[]}`: {"/measures"},
		`{"dataset":"t","measures":[{"key":"n","fn":"count","where":{"field":"a","is":"b"}}],"where":{"all":{}},"having":{"field":7,"op":"eq"}}`: {"/having/field", "/measures/0/where/is", "/measures/0/where/op", "/where/all"},
		`{"dataset":"t","by":[{"field":"a"},{"field":"b"},{"field":"c"},{"field":"d"}],"measures":[{"key":"N!","fn":"count"}]}`:                  {"/by", "/measures/0/key"},
		`{"dataset":"t","period":{"field":"a","from":{"relative":"today","x":1}},"measures":[{"key":"n","fn":"count"}]}`:                         {"/period/from"},
		`[]`:   {""},
		`{"d`:  {""},
		`null`: {""},
	} {
		_, faults := report.Decode([]byte(raw))
		for _, at := range want {
			if !slices.ContainsFunc(faults, func(f problem.Problem) bool { return strings.HasPrefix(f.Pointer, at) }) {
				t.Errorf("%s: nothing at %q: %v", raw, at, faults)
			}
		}
		if len(faults) == 0 {
			t.Errorf("%s is a question", raw)
		}
	}
}
