package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"huiyin/engine/definition"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/executor"
	"huiyin/runtime/store"
)

// vary publishes the small app with a time limit of two seconds, tasks that go round, a word to colleagues about every
// ticket and a call to another system for it.
func (c *crash) vary(s *Server) {
	t := c.t
	c.other = newReceiver(t, func(w http.ResponseWriter, _ int) { _, _ = io.WriteString(w, `{}`) })
	b, err := s.Publisher.Bundle(t.Context(), "desk", 1)
	if err != nil {
		t.Fatal(err)
	}
	d := b.Of("process")[0]
	spec := string(d.Spec)
	for _, r := range [][2]string{{`"least_loaded"`, `"round_robin"`}, {`"PT1H"`, `"PT2S"`},
		{`"target":[`, `"levels":[{"key":"late","title":"超时","percent":100}],"target":[`},
		{`"nodes":[`, `"nodes":[{"key":"order","type":"call","title":"下单","status":"open","settings":{"connector":"tracker","aside":true}},`},
		{`"transitions":[`, `"transitions":[{"key":"t0","from":"order","to":"work"},`}, {`"from":"begin","to":"work"`, `"from":"begin","to":"order"`}} {
		if strings.Count(spec, r[0]) != 1 {
			t.Fatalf("%s stands %d times in the process", r[0], strings.Count(spec, r[0]))
		}
		spec = strings.Replace(spec, r[0], r[1], 1)
	}
	d.Spec = []byte(spec)
	more := b.With(d)
	for _, one := range []definition.Definition{
		defined(t, "message", "heard", junk{"audience": "staff", "subject": "新 {{record.no}}", "body": "《{{title}}》", "channels": []string{"in_app"}}),
		defined(t, "connector", "tracker", junk{"form": "ticket", "url": c.other.URL + "/hook", "secret": "tracker_key", "fields": []string{"title"}, "timeout": 5}),
		defined(t, "rule", "hear", junk{"form": "ticket", "on": []any{junk{"event": "created"}},
			"then": []any{junk{"key": "tell", "do": "notify", "settings": junk{"to": []any{junk{"by": "role", "role": "agent"}}, "message": "heard"}}}}),
	} {
		more = more.With(one)
	}
	if _, problems, err := s.Publisher.Publish(t.Context(), "desk", 1, more, "test", ""); err != nil || problems.Err() != nil {
		t.Fatal(err, problems.In("en"))
	}
	if err := s.Calls.SetSecret(t.Context(), "desk", "tracker_key", trackerSecret, "test"); err != nil {
		t.Fatal(err)
	}
}

func defined(t *testing.T, kind, key string, spec junk) definition.Definition {
	t.Helper()
	raw, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	return definition.Definition{Kind: kind, Key: key, Title: definition.Plain(key), SchemaVersion: 1, Spec: raw}
}

// checkLate: the time limit of every ticket passed once, of finished ones at most once.
func (c *crash) checkLate(left remains) {
	for title, tk := range c.tickets {
		if n := ofType(left.events[tk.id], "sla_level"); n > 1 || n == 0 && !tk.finished {
			c.t.Errorf("%s (finished %t) was late %d times", title, tk.finished, n)
		}
	}
}

// checkCalls: the other system was called for every ticket. As with letters nobody can ask whether a call arrived, so
// one may come again, as the same call under the same key; another for the same ticket may not come.
func (c *crash) checkCalls() {
	calls, said := map[string]map[string]string{}, 0
	for _, q := range c.other.requests() {
		var body struct{ Record struct{ ID string } }
		if err := json.Unmarshal(q.body, &body); err != nil {
			c.t.Fatal(err)
		}
		keys, key := calls[body.Record.ID], q.head.Get(executor.KeyHeader)
		if keys == nil {
			keys = map[string]string{}
			calls[body.Record.ID] = keys
		}
		if before, again := keys[key]; again && before != string(q.body) {
			c.t.Errorf("the call %s came again with other words:\n%s\n%s", key, before, q.body)
		} else if again {
			said++
		}
		keys[key] = string(q.body)
	}
	for title, tk := range c.tickets {
		if len(calls[tk.id]) != 1 {
			c.t.Errorf("for %s the other system was called %d times", title, len(calls[tk.id]))
		}
	}
	c.t.Logf("%d calls, %d of them came again", len(c.other.requests()), said)
}

// checkHeard: every colleague who was told of a ticket was told once, and somebody was.
func (c *crash) checkHeard(s store.Store) {
	told := map[string]map[string]int{}
	err := s.Scan(c.t.Context(), runtime.Messages, query.Is("channel", "eq", "in_app"), func(d store.Document) error {
		var m struct{ Record, User, Template string }
		if err := json.Unmarshal(d.Body, &m); err != nil {
			return err
		}
		if m.Template != "heard" {
			return nil
		}
		if told[m.Record] == nil {
			told[m.Record] = map[string]int{}
		}
		told[m.Record][m.User]++
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	for title, tk := range c.tickets {
		if len(told[tk.id]) != len(c.people) {
			c.t.Errorf("%d of %d colleagues were told of %s", len(told[tk.id]), len(c.people), title)
		}
		for user, n := range told[tk.id] {
			if n != 1 {
				c.t.Errorf("%s was told of %s %d times", user, title, n)
			}
		}
	}
}
