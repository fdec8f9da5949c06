package engine_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

const shopApp = `[
 {"kind":"app","key":"shop","title":"Shop","schemaVersion":1,"spec":{"name":"shop","version":"1.0.0","timeZone":"Asia/Shanghai","languages":["zh","en"]}},
 {"kind":"form","key":"customer","title":"Customer","schemaVersion":1,"spec":{"titleField":"name","fields":[
  {"key":"name","type":"text","title":"Name"},
  {"key":"orders","type":"rollup","title":"Orders","settings":{"form":"order","field":"customer"}},
  {"key":"spent","type":"rollup","title":"Spent","settings":{"form":"order","field":"customer","measure":"sum","of":"amount","decimals":2,"filter":{"field":"paid","op":"eq","value":true}}},
  {"key":"latest","type":"rollup","title":"Latest","settings":{"form":"order","field":"customer","measure":"max","of":"on_day","result":"date"}},
  {"key":"big","type":"formula","title":"Big","settings":{"expression":"spent > 100","result":"boolean"}}]}},
 {"kind":"form","key":"order","title":"Order","schemaVersion":1,"spec":{"fields":[
  {"key":"customer","type":"relation","title":"Customer","settings":{"form":"customer"}},
  {"key":"amount","type":"money","title":"Amount"},{"key":"on_day","type":"date","title":"Day"},{"key":"paid","type":"boolean","title":"Paid"},
  {"key":"note","type":"text","title":"Note"}]}},
 {"kind":"role","key":"clerk","title":"Clerk","schemaVersion":1,"spec":{"permissions":[{"form":"*","actions":["create","read","update","delete"],"scope":"all","fieldsDefault":"write"}]}}]`

// shop keeps records and carries orders out as runtime does.
type shop struct {
	t       *testing.T
	app     *engine.App
	records map[string]*engine.Record
	asked   int
}

func newShop(t *testing.T, source string) (*shop, problem.List) {
	t.Helper()
	var raw []json.RawMessage
	if err := json.Unmarshal([]byte(source), &raw); err != nil {
		t.Fatal(err)
	}
	var b definition.Bundle
	for _, one := range raw {
		d, faults := definition.Decode(one)
		if faults.Err() != nil {
			t.Fatal(faults)
		}
		b.Definitions = append(b.Definitions, d)
	}
	app, faults := engine.Compile(b, 1, calendar.Holidays{})
	return &shop{t: t, app: app, records: map[string]*engine.Record{}}, faults
}

func (s *shop) answer(n effect.Need) effect.Answer {
	switch n.Kind {
	case effect.NeedRecord:
		if r := s.records[n.IDs[0]]; r != nil {
			return effect.Answer{Records: []effect.Found{{ID: r.ID, Form: r.Form, Data: r.Data}}}
		}
	case effect.NeedTotal:
		s.asked++
		if n.Per != "" {
			return s.groups(n)
		}
		return effect.Answer{Total: s.total(n)}
	}
	return effect.Answer{}
}

func (s *shop) total(n effect.Need) any {
	count, sum, latest := 0.0, 0.0, any(nil)
	for _, r := range s.records {
		fits, err := query.Match(n.Where, query.Getter(r.Data), query.MatchOptions{})
		if err != nil {
			s.t.Fatal(err)
		}
		if r.Form != n.Form || r.DeletedAt != nil || !fits {
			continue
		}
		count++
		if x, ok := r.Data["amount"].(float64); ok {
			sum += x
		}
		if day, ok := r.Data["on_day"].(string); ok && (latest == nil || day > latest.(string)) {
			latest = day
		}
	}
	return map[string]any{"count:": count, "sum:amount": sum, "max:on_day": latest}[n.Text]
}

// groups keeps the greatest value of each group, as the store does.
func (s *shop) groups(n effect.Need) effect.Answer {
	out := effect.Answer{Groups: map[string]float64{}}
	_, of, _ := strings.Cut(n.Text, ":")
	for _, r := range s.records {
		if fits, err := query.Match(n.Where, query.Getter(r.Data), query.MatchOptions{}); err != nil || !fits || r.DeletedAt != nil || r.Form != n.Form {
			continue
		}
		x, _ := r.Data[of].(float64)
		if key, _ := r.Data[n.Per].(string); key != "" {
			out.Groups[key] = max(out.Groups[key], x)
		} else {
			out.Rest += x
		}
	}
	return out
}

// do decides, keeps the record, and carries out what is in its outbox.
func (s *shop) do(sub engine.Submission) *engine.Record {
	s.t.Helper()
	if sub.Record = s.records[sub.ID]; sub.Kind == "create" {
		sub.Record = nil
	}
	answers := map[string]effect.Answer{}
	for range 8 {
		out, faults := s.app.Submit(sub, engine.World{Now: time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC), Answers: answers})
		if faults.Err() != nil {
			s.t.Fatal(faults)
		}
		for _, n := range out.Needs {
			answers[n.Key] = s.answer(n)
		}
		if len(out.Needs) > 0 {
			continue
		}
		orders := out.Record.Outbox
		out.Record.Outbox = nil
		s.records[sub.ID] = out.Record
		for _, e := range orders {
			s.do(engine.Submission{Form: e.Record.Form, ID: e.Record.ID, Kind: "edit", Patch: e.Record.Set, Who: access.System, Channel: "rule", Key: e.ID, System: true})
		}
		return out.Record
	}
	s.t.Fatal("still questions after 8 rounds")
	return nil
}

func (s *shop) submit(kind, form, id string, patch map[string]any) {
	s.t.Helper()
	s.do(engine.Submission{Form: form, ID: id, Kind: kind, Patch: patch, Channel: "console", Who: access.Principal{ID: "u", Kind: "user", Roles: []string{"clerk"}}})
}

func (s *shop) wants(what, id string, want map[string]any) {
	s.t.Helper()
	for key, value := range want {
		if have := s.records[id].Data[key]; !reflect.DeepEqual(have, value) {
			s.t.Errorf("%s: %s of %s is %v, want %v", what, key, id, have, value)
		}
	}
}

// B-10: what a record sums up of others follows every way they change.
func TestRollupsFollowTheirRecords(t *testing.T) {
	s, faults := newShop(t, shopApp)
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	s.submit("create", "customer", "c1", map[string]any{"name": "A"})
	s.submit("create", "customer", "c2", map[string]any{"name": "B"})
	s.wants("nothing yet", "c1", map[string]any{"orders": 0.0, "spent": 0.0, "latest": nil, "big": false})
	s.submit("create", "order", "o1", map[string]any{"customer": "c1", "amount": 60.5, "on_day": "2026-03-01", "paid": true})
	s.submit("create", "order", "o2", map[string]any{"customer": "c1", "amount": 50.25, "on_day": "2026-03-03", "paid": false})
	s.wants("two orders", "c1", map[string]any{"orders": 2.0, "spent": 60.5, "latest": "2026-03-03", "big": false})
	s.submit("edit", "order", "o2", map[string]any{"paid": true})
	s.wants("what a filter reads changed", "c1", map[string]any{"spent": 110.75, "big": true})
	asked := s.asked
	s.submit("edit", "order", "o2", map[string]any{"note": "nothing that counts"})
	if s.asked != asked {
		t.Error("a field no rollup reads set one off")
	}
	s.submit("edit", "order", "o2", map[string]any{"customer": "c2"})
	s.wants("moved away", "c1", map[string]any{"orders": 1.0, "spent": 60.5, "latest": "2026-03-01", "big": false})
	s.wants("moved here", "c2", map[string]any{"orders": 1.0, "spent": 50.25, "latest": "2026-03-03"})
	s.submit("delete", "order", "o1", nil)
	s.wants("deleted", "c1", map[string]any{"orders": 0.0, "spent": 0.0, "latest": nil})
	s.submit("restore", "order", "o1", nil)
	s.wants("restored", "c1", map[string]any{"orders": 1.0, "spent": 60.5})
	s.submit("edit", "customer", "c1", map[string]any{"orders": 99.0, "name": "A2"})
	s.wants("what people send is not believed", "c1", map[string]any{"orders": 1.0, "name": "A2"})
}

// Every fault of a rollup is found when the app is compiled.
func TestRollupsAreChecked(t *testing.T) {
	for setting, code := range map[string]string{
		`{"form":"order","field":"note"}`:                                                          "form.rollup.field",
		`{"form":"order"}`:                                                                         "form.rollup.unset",
		`{"form":"nowhere","field":"customer"}`:                                                    "form.relation.form_unknown",
		`{"form":"order","field":"customer","measure":"sum","of":"on_day"}`:                        "form.rollup.kind",
		`{"form":"order","field":"customer","measure":"sum","of":"nope"}`:                          "form.relation.title_unknown",
		`{"form":"order","field":"customer","filter":{"field":"nope","op":"eq","value":1}}`:        "condition.field.unknown",
		`{"form":"customer","field":"boss","measure":"sum","of":"orders"}`:                         "form.rollup.chain",
		`{"form":"order","field":"customer","measure":"max","of":"on_day","result":"number"}`:      "form.rollup.kind",
		`{"form":"order","field":"customer","measure":"distinct","of":"note","self":true}`:         "form.rollup.self",
		`{"form":"order","field":"customer","measure":"max","of":"amount","per":"note"}`:           "form.rollup.per",
		`{"form":"order","field":"customer","measure":"avg","of":"amount","decimals":1,"x":"bad"}`: "schema.unknown_property",
	} {
		_, faults := newShop(t, `[{"kind":"app","key":"shop","title":"Shop","schemaVersion":1,"spec":{"name":"shop","version":"1.0.0"}},
 {"kind":"form","key":"customer","title":"C","schemaVersion":1,"spec":{"fields":[{"key":"boss","type":"relation","title":"B","settings":{"form":"customer"}},
  {"key":"orders","type":"rollup","title":"O","settings":`+setting+`}]}},
 {"kind":"form","key":"order","title":"O","schemaVersion":1,"spec":{"fields":[{"key":"customer","type":"relation","title":"C","settings":{"form":"customer"}},
  {"key":"amount","type":"money","title":"A"},{"key":"on_day","type":"date","title":"D"},{"key":"note","type":"text","title":"N"}]}}]`)
		if !faults.Has(code) {
			t.Errorf("%s: %v, want %s", setting, faults, code)
		}
	}
}

// Triage 7.4: distinct customers of a cluster and the sum of their weights, with the record itself and each customer once.
func TestRollupsCountTheRecordItself(t *testing.T) {
	s, faults := newShop(t, `[{"kind":"app","key":"shop","title":"Shop","schemaVersion":1,"spec":{"name":"shop","version":"1.0.0","timeZone":"Asia/Shanghai","languages":["zh","en"]}},
 {"kind":"form","key":"customer","title":"C","schemaVersion":1,"spec":{"titleField":"name","fields":[{"key":"name","type":"text","title":"N"}]}},
 {"kind":"form","key":"wish","title":"W","schemaVersion":1,"spec":{"fields":[
  {"key":"customer","type":"relation","title":"C","settings":{"form":"customer"}},{"key":"level","type":"text","title":"L"},
  {"key":"parent","type":"relation","title":"P","settings":{"form":"wish"}},
  {"key":"weight","type":"formula","title":"W","settings":{"expression":"level == \"vip\" ? 3 : 1"}},
  {"key":"score","type":"formula","title":"S","settings":{"expression":"voices * 10"}},
  {"key":"voices","type":"rollup","title":"V","settings":{"form":"wish","field":"parent","measure":"distinct","of":"customer","self":true}},
  {"key":"value","type":"rollup","title":"V","settings":{"form":"wish","field":"parent","measure":"sum","of":"weight","per":"customer","self":true}}]}},
 {"kind":"role","key":"clerk","title":"Clerk","schemaVersion":1,"spec":{"permissions":[{"form":"*","actions":["create","read","update","delete"],"scope":"all","fieldsDefault":"write"}]}}]`)
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	s.submit("create", "customer", "c1", map[string]any{"name": "A"})
	s.submit("create", "customer", "c2", map[string]any{"name": "B"})
	s.submit("create", "wish", "w1", map[string]any{"customer": "c1", "level": "vip"})
	s.wants("alone", "w1", map[string]any{"voices": 1.0, "value": 3.0, "score": 10.0})
	s.submit("create", "wish", "w2", map[string]any{"customer": "c2", "parent": "w1"})
	s.wants("two customers", "w1", map[string]any{"voices": 2.0, "value": 4.0, "score": 20.0})
	s.submit("create", "wish", "w3", map[string]any{"customer": "c1", "parent": "w1"})
	s.wants("the same customer again", "w1", map[string]any{"voices": 2.0, "value": 4.0})
	s.submit("create", "wish", "w4", map[string]any{"parent": "w1", "level": "vip"})
	s.wants("nobody known by name counts by weight alone", "w1", map[string]any{"voices": 2.0, "value": 7.0})
	s.submit("edit", "wish", "w1", map[string]any{"level": ""})
	s.wants("its own level changed", "w1", map[string]any{"voices": 2.0, "value": 5.0})
	s.submit("edit", "wish", "w2", map[string]any{"level": "vip"})
	s.wants("that of another", "w1", map[string]any{"value": 7.0})
	s.submit("edit", "wish", "w2", map[string]any{"parent": nil})
	s.wants("taken out again", "w1", map[string]any{"voices": 1.0, "value": 4.0, "score": 10.0})
	asked := s.asked
	s.submit("edit", "wish", "w1", map[string]any{"voices": 9.0})
	s.wants("what people send is not believed", "w1", map[string]any{"voices": 1.0})
	if s.asked != asked {
		t.Error("nothing changed, and the store was asked")
	}
}
