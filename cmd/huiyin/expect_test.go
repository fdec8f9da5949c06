package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"huiyin/engine"
)

// expectation is what must be so after a step; what is left out is not looked at.
type expectation struct {
	Record, Status, State, Resolution, Owner string
	Fields                                   map[string]any
	Filled                                   []string
	Tasks                                    []struct {
		Node, Title, Says, Why string
		People, Also, Lacks    []string
	}
	Loop []struct{ Promise, State, Reason, Channel string }
	Slas map[string]struct {
		State string
		Due   *time.Time
	}
	Mails []struct {
		To, Subject, Body string
		Count             *int
	}
	Inbox []struct {
		User, Subject string
		Count         *int
	}
	History []struct{ Type, Text, By, Source string }
	List    *struct {
		As, Form, View string
		Records        []string
		Colors         map[string]string
	}
	Similar []string
	Sees    *struct {
		As     string
		Fields map[string]struct{ Level, Text *string }
	}
	Track *struct {
		Status   *string
		Moves    []string
		Says     []string
		Answer   *bool
		Reopens  *bool
		Again    *bool
		Together *bool
		Files    *int
		Lacks    []string
	}
	Records map[string]int
}

func (g *stage) check(st step) {
	g.t.Helper()
	e := st.Expect
	name := e.Record
	if name == "" {
		name = st.Record + st.Save
	}
	if name != "" {
		g.checkRecord(name, e)
	}
	g.checkMails(e)
	g.checkInbox(e)
	if e.List != nil {
		g.checkList(e)
	}
	for form, want := range e.Records {
		got := g.as("admin").must(200, "GET", g.path(form)+"?limit=1&count=1", nil)
		if n, _ := dig(got, "count").(float64); int(n) != want {
			g.t.Errorf("there are %v records of %s, not %d", n, form, want)
		}
	}
}

// checkRecord looks at one record as the administrator and others see it.
func (g *stage) checkRecord(name string, e *expectation) {
	g.t.Helper()
	view := g.as("admin").must(200, "GET", g.pathOf(name), nil)
	for what, pair := range map[string][2]any{
		"status": {e.Status, dig(view, "process", "status", "key")}, "state": {e.State, dig(view, "process", "state")},
		"resolution": {e.Resolution, dig(view, "process", "resolution")}, "owner": {g.user(e.Owner), dig(view, "process", "owner", "id")},
	} {
		if pair[0] != "" && pair[0] != pair[1] {
			g.t.Errorf("%s: %s is %v, not %v", name, what, pair[1], pair[0])
		}
	}
	g.checkFields(name, e, view)
	g.checkTasks(name, e, view)
	g.checkLoop(name, e, view)
	g.checkClocks(name, e, view)
	g.checkHistory(name, e)
	g.checkOthers(name, e)
}

func (g *stage) user(login string) string {
	if login == "" {
		return ""
	}
	return "u_" + login
}

func (g *stage) checkFields(name string, e *expectation, view map[string]any) {
	g.t.Helper()
	for field, want := range e.Fields {
		got := dig(view, "view", "values", field)
		if want = g.resolve(want); !same(got, want) {
			g.t.Errorf("%s: %s is %s, not %s", name, field, asJSON(got), asJSON(want))
		}
	}
	for _, field := range e.Filled {
		if blank(dig(view, "view", "values", field)) && blank(dig(view, "view", "texts", field)) {
			g.t.Errorf("%s: %s is empty", name, field)
		}
	}
}

func blank(v any) bool {
	l, isList := v.([]any)
	return v == nil || v == "" || isList && len(l) == 0
}

func same(got, want any) bool { return blank(got) && blank(want) || reflect.DeepEqual(got, want) }

func asJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

func (g *stage) checkTasks(name string, e *expectation, view map[string]any) {
	g.t.Helper()
	if e.Tasks == nil {
		return
	}
	open, _ := dig(view, "process", "tasks").([]any)
	left := slices.Clone(open)
	for _, want := range e.Tasks {
		i := slices.IndexFunc(left, func(t any) bool {
			title, _ := dig(t, "title").(string)
			node, _ := dig(t, "node").(string)
			return (want.Node == "" || node == want.Node) && (want.Node != "" || strings.Contains(title, want.Title)) && slices.Equal(asked(t), g.users(want.People))
		})
		if i < 0 {
			g.t.Errorf("%s: no open task %s%s for %v; there are %s", name, want.Node, want.Title, want.People, summary(open))
			continue
		}
		if want.Says+want.Why != "" || want.Lacks != nil {
			g.checkWords(name, want.People[0], dig(left[i], "id"), want.Says, want.Why, want.Also, want.Lacks)
		}
		left = slices.Delete(left, i, i+1)
	}
	if len(left) > 0 {
		g.t.Errorf("%s: more open tasks than expected: %s", name, summary(left))
	}
}

// checkWords looks at what a task tells the person it asks: the guide of a step, the script of other work.
func (g *stage) checkWords(name, login string, task any, says, why string, also, lacks []string) {
	g.t.Helper()
	open, _ := dig(g.as(login).must(200, "GET", g.pathOf(name), nil), "process", "tasks").([]any)
	for _, t := range open {
		if dig(t, "id") != task {
			continue
		}
		guide, _ := dig(t, "guide").(string)
		script, _ := dig(t, "adHoc", "text").(string)
		reason, _ := dig(t, "adHoc", "reason").(string)
		words := guide + script
		if kept, _ := dig(t, "adHoc", "also").([]any); also != nil && asJSON(kept) != asJSON(also) {
			g.t.Errorf("%s: the task of %s settles %v too, not %v", name, login, kept, also)
		}
		if !strings.Contains(words, says) || !strings.Contains(reason, why) || slices.ContainsFunc(lacks, func(s string) bool { return strings.Contains(words, s) }) {
			g.t.Errorf("%s: the task of %s says %q because %q", name, login, words, reason)
		}
		return
	}
	g.t.Errorf("%s: %s does not see the task", name, login)
}

// asked lists the people a task asks, sorted.
func asked(task any) []string {
	var out []string
	people, _ := dig(task, "people").([]any)
	for _, p := range people {
		if s := dig(p, "state"); s == "open" || s == "candidate" {
			id, _ := dig(p, "id").(string)
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (g *stage) users(logins []string) []string {
	var out []string
	for _, l := range logins {
		out = append(out, g.user(l))
	}
	slices.Sort(out)
	return out
}

func summary(tasks []any) string {
	var out []string
	for _, t := range tasks {
		out = append(out, fmt.Sprintf("%v %v %v", dig(t, "node"), dig(t, "title"), asked(t)))
	}
	return strings.Join(out, "; ")
}

func (g *stage) checkLoop(name string, e *expectation, view map[string]any) {
	g.t.Helper()
	if e.Loop == nil {
		return
	}
	loop, _ := dig(view, "loop").([]any)
	if len(loop) != len(e.Loop) {
		g.t.Errorf("%s: the ledger has %d lines, not %d: %s", name, len(loop), len(e.Loop), asJSON(loop))
		return
	}
	for i, want := range e.Loop {
		for key, pair := range map[string][2]any{"promise": {want.Promise, dig(loop[i], "promise", "key")}, "state": {want.State, dig(loop[i], "state")},
			"reason": {want.Reason, dig(loop[i], "reason")}, "channel": {want.Channel, dig(loop[i], "channel")}} {
			if pair[0] != "" && pair[0] != pair[1] {
				g.t.Errorf("%s: line %d of the ledger has %s %v, not %v", name, i+1, key, pair[1], pair[0])
			}
		}
	}
}

func (g *stage) checkClocks(name string, e *expectation, view map[string]any) {
	g.t.Helper()
	clocks, _ := dig(view, "process", "slas").([]any)
	for key, want := range e.Slas {
		i := slices.IndexFunc(clocks, func(c any) bool { return dig(c, "key") == key })
		if i < 0 {
			g.t.Errorf("%s: no clock %s: %s", name, key, asJSON(clocks))
			continue
		}
		if got := dig(clocks[i], "state"); want.State != "" && got != want.State {
			g.t.Errorf("%s: the clock %s is %v, not %s", name, key, got, want.State)
		}
		text, _ := dig(clocks[i], "due").(string)
		due, _ := time.Parse(time.RFC3339, text)
		if want.Due != nil && !due.Equal(*want.Due) {
			g.t.Errorf("%s: the clock %s is due %s, not %s", name, key, due.In(zoneOfChina), want.Due.In(zoneOfChina))
		}
	}
}

func (g *stage) checkHistory(name string, e *expectation) {
	g.t.Helper()
	if len(e.History) == 0 {
		return
	}
	got := g.as("admin").must(200, "GET", g.pathOf(name, "timeline")+"?all=1", nil)
	items, _ := dig(got, "items").([]any)
	slices.Reverse(items)
	at := 0
	for _, want := range e.History {
		i := slices.IndexFunc(items[at:], func(item any) bool {
			text, _ := dig(item, "text").(string)
			by := want.By
			if by != "" && by != "system" && by != "customer" {
				by = g.user(by)
			}
			return dig(item, "type") == want.Type && strings.Contains(text, want.Text) && (by == "" || dig(item, "by", "id") == by) &&
				(want.Source == "" || dig(item, "source", "key") == want.Source)
		})
		if i < 0 {
			g.t.Errorf("%s: the timeline has no %+v behind entry %d:\n%s", name, want, at, told(items))
			return
		}
		at += i + 1
	}
}

func told(items []any) string {
	var out []string
	for _, item := range items {
		out = append(out, fmt.Sprintf("  %v %v by %v because of %v: %v", dig(item, "seq"), dig(item, "type"), dig(item, "by", "id"), dig(item, "source", "key"), dig(item, "text")))
	}
	return strings.Join(out, "\n")
}

// checkOthers looks at the record as other people see it: alike records, levels of fields, the tracking page.
func (g *stage) checkOthers(name string, e *expectation) {
	g.t.Helper()
	if e.Similar != nil {
		r := g.record(name)
		f, rec := g.load(name)
		a := g.as("admin").send("GET", "/api/v1/apps/"+g.app+"/forms/"+r.form+"/similar?id="+url.QueryEscape(r.id)+
			"&text="+url.QueryEscape(engine.SimilarText(f.Spec(), rec.Data)), nil)
		var found []struct{ ID string }
		_ = a.into(&found)
		var got, want []string
		for _, f := range found {
			got = append(got, f.ID)
		}
		for _, n := range e.Similar {
			want = append(want, g.record(n).id)
		}
		if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
			g.t.Errorf("%s is like %v, not %v: %s", name, got, want, a.body)
		}
	}
	if e.Sees != nil {
		g.checkSees(name, e)
	}
	if e.Track != nil {
		g.checkTrack(name, e)
	}
}

func (g *stage) checkSees(name string, e *expectation) {
	g.t.Helper()
	view := g.as(e.Sees.As).must(200, "GET", g.pathOf(name), nil)
	for field, want := range e.Sees.Fields {
		level, _ := dig(view, "view", "fields", field, "level").(string)
		if level == "" {
			level = "hidden"
		}
		if want.Level != nil && level != *want.Level {
			g.t.Errorf("%s sees %s of %s at level %s, not %s", e.Sees.As, field, name, level, *want.Level)
		}
		text, _ := dig(view, "view", "texts", field).(string)
		if value, ok := dig(view, "view", "values", field).(string); ok && text == "" {
			text = value
		}
		if want.Text != nil && text != *want.Text {
			g.t.Errorf("%s sees %q in %s of %s, not %q", e.Sees.As, text, field, name, *want.Text)
		}
	}
}

func (g *stage) checkTrack(name string, e *expectation) {
	g.t.Helper()
	a := g.as("public").send("GET", "/api/v1/public/track/"+g.code(name)+"?lang=zh", nil)
	var page map[string]any
	_ = a.into(&page)
	if want := e.Track.Status; want != nil && dig(page, "status", "title") != *want {
		g.t.Errorf("%s: the customer reads %v, not %s: %s", name, dig(page, "status", "title"), *want, a.body)
	}
	if e.Track.Moves != nil {
		var keys []string
		moves, _ := dig(page, "moves").([]any)
		for _, m := range moves {
			key, _ := dig(m, "key").(string)
			keys = append(keys, key)
		}
		if !slices.Equal(keys, e.Track.Moves) {
			g.t.Errorf("%s: the customer can press %v, not %v", name, keys, e.Track.Moves)
		}
	}
	if want := e.Track.Answer; want != nil && dig(page, "status", "answer") != *want {
		g.t.Errorf("%s: asked to write back: %v, not %v", name, dig(page, "status", "answer"), *want)
	}
	if want := e.Track.Files; want != nil {
		files := 0
		comments, _ := dig(page, "comments").([]any)
		for _, said := range comments {
			with, _ := dig(said, "files").([]any)
			files += len(with)
		}
		if files != *want {
			g.t.Errorf("%s: %d files stand beside what was said, not %d", name, files, *want)
		}
	}
	if want := e.Track.Together; want != nil && dig(page, "together") != *want {
		g.t.Errorf("%s: together with others: %v", name, dig(page, "together"))
	}
	if want := e.Track.Again; want != nil {
		steps, _ := dig(page, "timeline").([]any)
		if got := slices.ContainsFunc(steps, func(s any) bool { return dig(s, "text") == "已重新打开" }); got != *want {
			g.t.Errorf("%s: the way says that it was taken up again: %v, not %v", name, got, *want)
		}
	}
	if want := e.Track.Reopens; want != nil && dig(page, "reopens") != *want {
		g.t.Errorf("%s: what the customer writes takes it up again: %v, not %v", name, dig(page, "reopens"), *want)
	}
	if e.Track.Says != nil {
		var read []string
		values, _ := dig(page, "status", "values").([]any)
		for _, v := range values {
			text, _ := dig(v, "text").(string)
			read = append(read, text)
		}
		if !slices.Equal(read, e.Track.Says) && len(read)+len(e.Track.Says) > 0 {
			g.t.Errorf("%s: the status gives the customer %q to read, not %q", name, read, e.Track.Says)
		}
	}
	for _, text := range e.Track.Lacks {
		if strings.Contains(string(a.body), text) {
			g.t.Errorf("%s: the tracking page says %q", name, text)
		}
	}
}

func (g *stage) checkMails(e *expectation) {
	g.t.Helper()
	for _, want := range e.Mails {
		n := 0
		for _, l := range g.mail.to(want.To) {
			if strings.Contains(l.Subject, want.Subject) && strings.Contains(l.Body, want.Body) {
				n++
			}
		}
		count := 1
		if want.Count != nil {
			count = *want.Count
		}
		if n != count {
			var all []string
			for _, l := range g.mail.all() {
				all = append(all, fmt.Sprintf("  %s: %s | %s", l.To, l.Subject, strings.ReplaceAll(l.Body, "\n", " ")))
			}
			g.t.Errorf("%d mails to %s with %q and %q, not %d; there are\n%s", n, want.To, want.Subject, want.Body, count, strings.Join(all, "\n"))
		}
	}
}

func (g *stage) checkInbox(e *expectation) {
	g.t.Helper()
	for _, want := range e.Inbox {
		got := g.as(want.User).must(200, "GET", "/api/v1/inbox?limit=200", nil)
		items, _ := dig(got, "items").([]any)
		n := 0
		var all []string
		for _, item := range items {
			subject, _ := dig(item, "subject").(string)
			all = append(all, subject)
			if strings.Contains(subject, want.Subject) {
				n++
			}
		}
		count := 1
		if want.Count != nil {
			count = *want.Count
		}
		if n != count {
			g.t.Errorf("%d messages in the inbox of %s with %q, not %d: %q", n, want.User, want.Subject, count, all)
		}
	}
}

func (g *stage) checkList(e *expectation) {
	g.t.Helper()
	l := e.List
	got := g.as(l.As).must(200, "GET", g.path(l.Form)+"?limit=100&view="+l.View, nil)
	items, _ := dig(got, "items").([]any)
	var ids, want []string
	for _, item := range items {
		id, _ := dig(item, "id").(string)
		ids = append(ids, id)
	}
	for field, color := range l.Colors {
		for _, item := range items {
			if got := dig(item, "cells", field, "color"); got != color {
				g.t.Errorf("%s is %v in %s, not %s", field, got, l.View, color)
			}
		}
	}
	for _, name := range l.Records {
		want = append(want, g.record(name).id)
	}
	if !slices.Equal(ids, want) {
		g.t.Errorf("%s sees %v in %s, not %v (%v)", l.As, ids, l.View, l.Records, want)
	}
}
