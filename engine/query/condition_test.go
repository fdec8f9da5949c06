package query_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func parse(t *testing.T, source string) query.Condition {
	t.Helper()
	var c query.Condition
	if err := json.Unmarshal([]byte(source), &c); err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return c
}

func TestRoundTrip(t *testing.T) {
	for _, source := range []string{
		`{}`, `{"all":[]}`, `{"any":[]}`, `{"not":{}}`, `{"expr":"a + 1"}`,
		`{"field":"a","op":"eq","value":"x"}`, `{"field":"a","op":"eq","value":""}`, `{"field":"a","op":"eq","value":false}`,
		`{"field":"a","op":"eq","value":0}`, `{"field":"a","op":"empty"}`, `{"field":"a","op":"lt","value":{"field":"b"}}`,
		`{"field":"a","op":"between","value":[null,{"relative":"today-7d"}]}`,
		`{"all":[{"any":[{"field":"a","op":"in","value":["x",1.5,true]}]},{"not":{"field":"b","op":"notEmpty"}}]}`,
	} {
		raw, err := json.Marshal(parse(t, source))
		if err != nil || string(raw) != source {
			t.Errorf("%s became %s %v", source, raw, err)
		}
	}
}

func TestStrictDecode(t *testing.T) {
	deep := strings.Repeat(`{"not":`, query.MaxDepth) + `{"not":{}}` + strings.Repeat(`}`, query.MaxDepth)
	wide := `{"all":[` + strings.Repeat(`{"field":"a","op":"empty"},`, query.MaxLeaves) + `{"field":"a","op":"empty"}]}`
	for source, want := range map[string]string{
		`{"field":"a","op":"eq","value":1,"x":2}`: "condition.key.unknown /x",
		`{"all":[],"any":[]}`:                     "condition.key.unknown /any",
		`{"all":[{"foo":1}]}`:                     "condition.shape.invalid /all/0",
		`{"all":{}}`:                              "condition.shape.invalid /all",
		`{"not":[1]}`:                             "condition.shape.invalid /not",
		`[]`:                                      "condition.shape.invalid ",
		`{"field":"","op":"eq"}`:                  "condition.text.missing /field",
		`{"field":"a"}`:                           "condition.text.missing /op",
		`{"op":"eq","value":1}`:                   "condition.text.missing /field",
		`{"expr":5}`:                              "condition.text.missing /expr",
		`{"field":"a","op":"eq","value":{"x":1}}`:             "condition.value.invalid /value",
		`{"field":"a","op":"in","value":[1,[2]]}`:             "condition.value.invalid /value/1",
		`{"field":"a","op":"eq","value":{"field":"b","x":1}}`: "condition.value.invalid /value",
		deep: "condition.depth.exceeded",
		wide: "condition.leaves.exceeded",
	} {
		var c query.Condition
		err := json.Unmarshal([]byte(source), &c)
		var list problem.List
		if !errors.As(err, &list) || !strings.Contains(list.Error(), want) {
			t.Errorf("%.80s: got %v, want %s", source, err, want)
		}
	}
}

func TestDecodeReportsEveryFault(t *testing.T) {
	var c query.Condition
	err := json.Unmarshal([]byte(`{"all":[{"foo":1},{"field":"a","op":"eq","value":1,"y":1},{"expr":""}]}`), &c)
	var list problem.List
	if !errors.As(err, &list) || len(list) != 3 {
		t.Fatalf("got %v", err)
	}
}

var shapes = map[string]query.FieldShape{
	"title": {Kind: query.KindText}, "amount": {Kind: query.KindNumber}, "due": {Kind: query.KindDate},
	"level": {Kind: query.KindOption, Options: []string{"high", "low"}}, "tags": {Kind: query.KindOption, Options: []string{"a", "b"}, List: true},
	"files": {Kind: query.KindObject, List: true}, "ok": {Kind: query.KindBoolean}, "at": {Kind: query.KindDatetime},
	"owner": {Kind: query.KindReference}, "clock": {Kind: query.KindTime}, "free": {},
}

func TestCheck(t *testing.T) {
	for source, want := range map[string]string{
		`{"field":"title","op":"contains","value":"x"}`:                "",
		`{"field":"tags","op":"hasAny","value":["a"]}`:                 "",
		`{"field":"due","op":"gte","value":{"relative":"today-7d"}}`:   "",
		`{"field":"at","op":"between","value":["2026-01-01",null]}`:    "",
		`{"field":"at","op":"lt","value":"2026-01-01T08:00:00Z"}`:      "",
		`{"field":"clock","op":"lt","value":"08:30"}`:                  "",
		`{"field":"free","op":"gt","value":"anything"}`:                "",
		`{"field":"owner","op":"eq","value":{"field":"level"}}`:        "",
		`{"field":"files","op":"notEmpty"}`:                            "",
		`{"expr":"whatever"}`:                                          "",
		`{"field":"nope","op":"eq","value":1}`:                         "condition.field.unknown /field",
		`{"field":"title","op":"like","value":"x"}`:                    "condition.op.unknown /op",
		`{"field":"title","op":"lt","value":"x"}`:                      "condition.op.illegal /op",
		`{"field":"tags","op":"contains","value":"a"}`:                 "condition.op.illegal /op",
		`{"field":"level","op":"has","value":"high"}`:                  "condition.op.illegal /op",
		`{"field":"files","op":"has","value":"x"}`:                     "condition.op.illegal /op",
		`{"field":"level","op":"eq","value":"middle"}`:                 "condition.value.option /value",
		`{"field":"tags","op":"hasAll","value":["a","q"]}`:             "condition.value.option /value/1",
		`{"field":"amount","op":"eq","value":"5"}`:                     "condition.value.kind /value",
		`{"field":"ok","op":"eq","value":"true"}`:                      "condition.value.kind /value",
		`{"field":"due","op":"eq","value":"03/04/2026"}`:               "condition.value.kind /value",
		`{"field":"at","op":"gt","value":"2026-01-01T08:00:00+08:00"}`: "condition.value.kind /value",
		`{"field":"due","op":"eq","value":{"relative":"yesterday"}}`:   "condition.value.relative /value",
		`{"field":"amount","op":"eq","value":{"relative":"today"}}`:    "condition.value.kind /value",
		`{"field":"title","op":"eq"}`:                                  "condition.value.missing /value",
		`{"field":"title","op":"empty","value":"x"}`:                   "condition.value.unexpected /value",
		`{"field":"level","op":"in","value":[]}`:                       "condition.value.list /value",
		`{"field":"amount","op":"between","value":[null,null]}`:        "condition.value.pair /value",
		`{"field":"amount","op":"between","value":{"field":"amount"}}`: "condition.value.unexpected /value",
		`{"field":"title","op":"changed"}`:                             "condition.change.forbidden /op",
		`{"field":"amount","op":"lt","value":{"field":"title"}}`:       "condition.value.kind /value/field",
		`{"field":"amount","op":"lt","value":{"field":"nope"}}`:        "condition.field.unknown /value/field",
		`{"not":{"all":[{"any":[]}]}}`:                                 "condition.group.empty /not/all/0/any",
		`{"any":[{"not":{"field":"nope","op":"empty"}}]}`:              "condition.field.unknown /any/0/not/field",
	} {
		if got := parse(t, source).Check(shapes, false).Error(); got != want {
			t.Errorf("%s: got %q, want %q", source, got, want)
		}
	}
	if list := query.Is("title", "changed", nil).Check(shapes, true); len(list) > 0 {
		t.Errorf("changed refused in a rule: %v", list)
	}
}

// TestOperatorsAgreeWithCheck: what a menu offers, Check accepts, and the other way round.
func TestOperatorsAgreeWithCheck(t *testing.T) {
	for field, shape := range shapes {
		offered := map[string]bool{}
		for _, op := range query.Operators(shape, true) {
			offered[op] = true
		}
		for _, op := range query.Operators(query.FieldShape{}, true) {
			refused := query.Is(field, op, nil).Check(shapes, true).Has("condition.op.illegal")
			if refused == offered[op] {
				t.Errorf("%s %s: offered %v, refused %v", field, op, offered[op], refused)
			}
		}
	}
}

func TestFieldsBindAnd(t *testing.T) {
	c := parse(t, `{"all":[{"field":"a","op":"eq","value":{"field":"user.id"}},{"any":[{"field":"b","op":"empty"},{"field":"a","op":"notEmpty"}]}]}`)
	if got := c.Fields(); !reflect.DeepEqual(got, []string{"a", "user.id", "b"}) {
		t.Errorf("fields %v", got)
	}
	bound := c.Bind(func(f string) (any, bool) { return "u_1", f == "user.id" })
	if got := bound.All[0]; got.Value != "u_1" || got.ValueField != "" {
		t.Errorf("bound %v", got)
	}
	if c.All[0].ValueField != "user.id" {
		t.Error("Bind changed its receiver")
	}
	if !query.And(query.Condition{}, query.Condition{}).IsZero() || len(query.And(c, bound).All) != 2 {
		t.Error("And")
	}
}

func TestResolve(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 3, 31, 17, 30, 0, 0, time.UTC) // 1 April 01:30 in the zone
	kind := func(f string) string {
		if f == "at" {
			return query.KindDatetime
		}
		return query.KindDate
	}
	for source, want := range map[string]string{
		`{"field":"d","op":"gte","value":{"relative":"today"}}`:               `{"field":"d","op":"gte","value":"2026-04-01"}`,
		`{"field":"d","op":"eq","value":{"relative":"startOfMonth-1d"}}`:      `{"field":"d","op":"eq","value":"2026-03-31"}`,
		`{"field":"d","op":"eq","value":{"relative":"startOfWeek"}}`:          `{"field":"d","op":"eq","value":"2026-03-30"}`,
		`{"field":"d","op":"eq","value":{"relative":"startOfQuarter-1M"}}`:    `{"field":"d","op":"eq","value":"2026-03-01"}`,
		`{"field":"d","op":"eq","value":{"relative":"today-1d-1M"}}`:          `{"field":"d","op":"eq","value":"2026-02-28"}`,
		`{"field":"d","op":"between","value":[{"relative":"today-7d"},null]}`: `{"field":"d","op":"between","value":["2026-03-25",null]}`,
		`{"field":"d","op":"eq","value":"2026-01-01"}`:                        `{"field":"d","op":"eq","value":"2026-01-01"}`,
		`{"field":"at","op":"gte","value":{"relative":"now-2h"}}`:             `{"field":"at","op":"gte","value":"2026-03-31T15:30:00Z"}`,
		`{"field":"at","op":"lt","value":{"relative":"today+9h"}}`:            `{"field":"at","op":"lt","value":"2026-04-01T01:00:00Z"}`,
		`{"field":"at","op":"eq","value":{"relative":"today"}}`:               `{"all":[{"field":"at","op":"gte","value":"2026-03-31T16:00:00Z"},{"field":"at","op":"lt","value":"2026-04-01T16:00:00Z"}]}`,
		`{"field":"at","op":"lte","value":"2026-03-31"}`:                      `{"field":"at","op":"lt","value":"2026-03-31T16:00:00Z"}`,
		`{"field":"at","op":"gt","value":"2026-03-31"}`:                       `{"field":"at","op":"gte","value":"2026-03-31T16:00:00Z"}`,
		`{"field":"at","op":"between","value":["2026-03-31","2026-03-31"]}`:   `{"all":[{"field":"at","op":"gte","value":"2026-03-30T16:00:00Z"},{"field":"at","op":"lt","value":"2026-03-31T16:00:00Z"}]}`,
		`{"field":"at","op":"between","value":[null,"2026-03-31T05:00:00Z"]}`: `{"field":"at","op":"lte","value":"2026-03-31T05:00:00Z"}`,
	} {
		if got := query.Resolve(parse(t, source), now, zone, kind).String(); got != parse(t, want).String() {
			t.Errorf("%s\n got %s\nwant %s", source, got, want)
		}
	}
}
