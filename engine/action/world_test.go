package action

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/query"
)

// The world every test and every example of this package runs in: one suggestion, the forms around it, six people.

var (
	text     = query.FieldShape{Kind: query.KindText}
	number   = query.FieldShape{Kind: query.KindNumber}
	person   = query.FieldShape{Kind: query.KindReference}
	now      = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)
	shanghai = time.FixedZone("CST", 8*3600)
)

func option(keys ...string) query.FieldShape {
	return query.FieldShape{Kind: query.KindOption, Options: keys}
}

var formFields = map[string]map[string]query.FieldShape{
	"suggestion": {
		"title": text, "description": text, "note": text, "customer_name": text, "score": number,
		"priority": option("p0", "p1", "p2"), "shift": option("day", "night"), "customer": person, "group": person,
		"improvement": person, "agent": person, "helpers": {Kind: query.KindReference, List: true},
		"tags": {Kind: query.KindOption, Options: []string{"bug", "slow"}, List: true}, "urgent": {Kind: query.KindBoolean},
		"promise_date": {Kind: query.KindDate}, "called_at": {Kind: query.KindDatetime}, "place": {Kind: query.KindObject},
	},
	"customer":       {"name": text, "email": text, "level": option("normal", "vip"), "owner": person},
	"customer_group": {"agent": person, "customer": person},
	"improvement":    {"title": text, "source": person, "customer": person, "level": option("low", "high")},
	"duty_roster":    {"date": {Kind: query.KindDate}, "shift": option("day", "night"), "agent": person},
	"call_note":      {"summary": text},
}

func testScope() *Scope {
	fields := maps.Clone(formFields["suggestion"])
	fields["no"] = text
	for name, shape := range map[string]query.FieldShape{"customer.name": text, "customer.level": option("normal", "vip"),
		"customer.owner": person, "group.agent": person, "record.status": option("new", "done"), "record.id": text,
		"record.duplicates": number} {
		fields[name] = shape
	}
	return &Scope{
		Form: "suggestion", Shape: testShape(), Fields: fields,
		Has: func(kind, key string) bool {
			return strings.Contains(" role/agent role/director role/triager message/released message/alarm form/call_note ", " "+kind+"/"+key+" ")
		},
		FormFields: func(form string) map[string]query.FieldShape { return formFields[form] },
		Required: func(form string) []string {
			return map[string][]string{"improvement": {"title"}, "customer": {"name"}}[form]
		},
		Relations: map[string]string{"customer": "customer", "group": "customer_group", "improvement": "improvement"},
		People:    namedRule,
		Audience: func(message string) string {
			return map[string]string{"released": "customer", "alarm": "staff"}[message]
		},
		Actions: []string{"close", "invalid"}, Statuses: []string{"open", "closed"},
	}
}

func testShape() expression.Shape {
	shape := expression.Shape{
		"title": expression.String, "description": expression.String, "note": expression.String, "no": expression.String,
		"customer_name": expression.String, "score": expression.Number, "priority": expression.String, "shift": expression.String,
		"urgent": expression.Boolean, "tags": expression.ListOf(expression.String), "agent": expression.String,
		"promise_date": expression.Date, "called_at": expression.DateTime, "today": expression.Date,
		"customer": expression.MapOf(map[string]expression.Type{"id": expression.String, "name": expression.String, "level": expression.String}),
		"group":    expression.MapOf(map[string]expression.Type{"id": expression.String, "agent": expression.String, "customer": expression.Any}),
		"record":   expression.MapOf(map[string]expression.Type{"id": expression.String, "no": expression.String, "status": expression.String}),
	}
	shape["old"] = expression.MapOf(map[string]expression.Type{"priority": expression.String, "score": expression.Number})
	return shape
}

func namedRule(name string) (PeopleRule, bool) {
	rules := map[string]PeopleRule{
		"triager": {Find: []Find{{By: "role", Role: "triager", Pick: pickFirst}}},
		"nobody":  {Find: []Find{{By: "field", Field: "agent"}}, Empty: Empty{Skip: true}},
		"ping":    {Find: []Find{{By: "field", Field: "agent"}}, Empty: Empty{Rule: "pong"}},
		"pong":    {Find: []Find{{By: "field", Field: "agent"}}, Empty: Empty{Rule: "ping"}},
	}
	r, ok := rules[name]
	return r, ok
}

// directory answers what decisions ask, as runtime would.
type directory struct {
	people  map[string]effect.Person
	roles   map[string][]string
	heads   map[string]string
	records map[string][]effect.Found
	draws   map[string]int64
}

func testDirectory() *directory {
	d := &directory{people: map[string]effect.Person{}, draws: map[string]int64{}, heads: map[string]string{"dept_a": "u_ross"}}
	d.roles = map[string][]string{"agent": {"u_chen", "u_lin", "u_wu"}, "director": {"u_ross", "u_chen"}, "triager": {"u_lin"},
		"clone": {"u_chen", "u_double"}, Administrators: {"u_admin"}}
	for i, p := range []effect.Person{
		{ID: "u_chen", Name: "陈静", Email: "Chen@corp.cn", Language: "zh", Department: "dept_a", Open: 3},
		{ID: "u_lin", Name: "林一", Email: "lin@corp.cn", Open: 1}, {ID: "u_wu", Name: "吴桐", Email: "wu@corp.cn", Open: 1},
		{ID: "u_ross", Name: "Ross", Email: "ross@corp.cn", Language: "en", Department: "dept_b"},
		{ID: "u_admin", Name: "管理员"}, {ID: "u_double", Name: "陈静（外部）", Email: "chen@CORP.cn"},
	} {
		p.LastTask = now.Add(time.Duration(i) * time.Hour)
		d.people[p.ID] = p
	}
	d.records = map[string][]effect.Found{"duty_roster": {
		{ID: "d1", Data: map[string]any{"date": "2026-11-20", "shift": "day", "agent": "u_lin"}},
		{ID: "d2", Data: map[string]any{"date": "2026-11-21", "shift": "day", "agent": "u_chen"}},
		{ID: "d3", Data: map[string]any{"date": "2026-11-21", "shift": "night", "agent": "u_wu"}},
	}, "customer": {{ID: "c_known", Data: map[string]any{"name": "晨光文具", "email": "known@example.com"}}}}
	return d
}

func (d *directory) answer(n effect.Need) effect.Answer {
	var out effect.Answer
	switch n.Kind {
	case effect.NeedPeople:
		ids := n.IDs
		if n.Role != "" {
			ids = d.roles[n.Role]
		}
		if n.Head {
			ids = []string{d.heads[n.Department]}
		}
		for _, id := range ids {
			p, active := d.people[id]
			if !n.Load {
				p.Open, p.LastTask = 0, time.Time{}
			}
			if active {
				out.People = append(out.People, p)
			}
		}
	case effect.NeedQuery:
		for _, r := range d.records[n.Form] {
			ok, err := query.Match(n.Where, func(field string) any { return r.Data[field] }, query.MatchOptions{})
			if err != nil {
				panic(err)
			}
			if ok {
				out.Records = append(out.Records, r)
			}
		}
	case effect.NeedCounter:
		d.draws[n.Text]++
		out.Count = d.draws[n.Text]
	default:
		panic("not asked in this world: " + n.Kind)
	}
	return out
}

// decide runs fn until every question it asks is answered, at most eight rounds, as runtime does.
func (d *directory) decide(t testing.TB, c *Context, fn func(c *Context)) {
	t.Helper()
	answers := map[string]effect.Answer{}
	for round := 0; round < 8; round++ {
		own := *c
		own.Ask = effect.NewAsk(answers)
		effects := 0
		own.NextID = func() string { effects++; return fmt.Sprintf("r_1:%d", effects) }
		fn(&own)
		missing := own.Ask.Missing()
		if len(missing) == 0 {
			return
		}
		for _, n := range missing {
			answers[n.Key] = d.answer(n)
		}
	}
	t.Fatal("still asking after eight rounds")
}

// testContext is the suggestion with some of its values replaced.
func testContext(replace map[string]any) *Context {
	env := map[string]any{
		"title": "导出很慢", "description": "报表导出超过十分钟", "no": "JY2026110007", "score": 1.0, "shift": "day",
		"customer": map[string]any{"id": "c_12", "name": "远航物流", "level": "vip", "owner": "u_wu"},
		"group":    map[string]any{"id": "g_1", "agent": "u_wu", "customer": map[string]any{"id": "c_13"}},
		"record":   map[string]any{"id": "r_1", "no": "JY2026110007", "status": "new"}, "today": "2026-11-21",
	}
	maps.Copy(env, replace)
	who := map[string][]string{"owner": {"u_chen"}, "submitter": {"u_wu"}, "actor": {"u_lin"}, "participants": {"u_lin", "u_chen", "u_lin"}}
	return &Context{
		Form: "suggestion", Now: now, Zone: shanghai, Language: "zh", Env: env, Old: map[string]any{"priority": "p1"},
		Get: func(path string) any {
			v := query.Lookup(env, path)
			if m, related := v.(map[string]any); related && !strings.Contains(path, ".") {
				return m["id"]
			}
			return v
		},
		People: namedRule, Who: func(name string) []string { return who[name] },
		Message: testMessage,
		Contact: func() (string, string, string) { return "li@example.com", "李经理", "zh" },
		Label:   func(lang, path string, v any) (string, bool) { return "", false },
		Source:  effect.Source{Kind: "rule", Key: "test", Release: 7},
	}
}

func testMessage(key string) (Message, bool) {
	templates := func(t definition.Text) map[string]*expression.Template {
		out, faults := compileText(t, testShape())
		if len(faults) > 0 {
			panic(faults)
		}
		return out
	}
	switch key {
	case "released":
		return Message{Key: key, Audience: "customer", Channels: []string{"mail"}, Purpose: "feedback",
			Subject: templates(definition.Text{"zh": "《{{title}}》已上线", "en": "{{title}} is live"}),
			Body:    templates(definition.Plain("李经理，您好"))}, true
	case "alarm":
		return Message{Key: key, Audience: "staff", Channels: []string{"mail", "in_app"},
			Subject: templates(definition.Text{"zh": "[P0] {{record.no}}", "en": "[P0 alarm] {{record.no}}"}),
			Body:    templates(definition.Text{"zh": "{{title}}"})}, true
	}
	return Message{}, false
}
