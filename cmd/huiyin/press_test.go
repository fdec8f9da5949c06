package main

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"strings"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/runtime"
)

// submit fills the public form like a stranger's browser: fetch it, do the work it asks for, send it.
func (g *stage) submit(st step, idem []string) answer {
	g.t.Helper()
	stranger := *g.as("public")
	stranger.lang = st.Lang
	page := "/api/v1/public/forms/" + g.app + "/" + st.Form
	query := url.Values{}
	for k, v := range st.Params {
		query.Set(k, v)
	}
	got := stranger.must(200, "GET", page+"?"+query.Encode(), nil)
	token, _ := dig(got, "token", "token").(string)
	difficulty, _ := dig(got, "token", "difficulty").(float64)
	body := map[string]any{"data": g.data(st.Data), "token": token, "params": st.Params}
	if difficulty > 0 {
		body["nonce"] = toil(token, int(difficulty))
	}
	return stranger.send("POST", page, body, idem...)
}

// toil finds a nonce whose hash with the token begins with so many zero bits.
func toil(token string, bits int) string {
	for n := 0; ; n++ {
		nonce := fmt.Sprint(n)
		sum := sha256.Sum256([]byte(token + ":" + nonce))
		zero := 0
		for _, b := range sum {
			for mask := byte(0x80); mask > 0 && b&mask == 0; mask >>= 1 {
				zero++
			}
			if b != 0 {
				break
			}
		}
		if zero >= bits {
			return nonce
		}
	}
}

// code is the code of a record's tracking link, as the customer got it.
func (g *stage) code(name string) string {
	g.t.Helper()
	r := g.record(name)
	_, rec := g.load(name)
	return g.s.Submitter.Links.Code("track", runtime.Target{App: g.app, Form: r.form, ID: r.id, Gen: rec.LinkGen})
}

// load reads a record as it is stored.
func (g *stage) load(name string) (*form.Form, *engine.Record) {
	g.t.Helper()
	r := g.record(name)
	app, _ := g.s.Apps.Get(g.app)
	f, _ := app.Form(r.form)
	rec, err := g.s.Submitter.Load(g.t.Context(), app, f, r.id)
	if err != nil {
		g.t.Fatal(err)
	}
	return f, rec
}

func (g *stage) tracking(st step, what string, body map[string]any, idem []string) answer {
	g.t.Helper()
	return g.as("public").send("POST", "/api/v1/public/track/"+g.code(st.Record)+"/"+what, body, idem...)
}

// act is the body of an act; the task is found as the person would find it on the page.
func (g *stage) act(st step) map[string]any {
	g.t.Helper()
	kind := st.Kind
	if kind == "" {
		kind = "button"
	}
	body := map[string]any{"kind": kind}
	if kind == "button" || kind == "claim" || kind == "transfer" || kind == "urge" {
		if task := g.task(st); task != "" {
			body["task"] = task
		}
	}
	switch {
	case st.To == "":
	case kind == "merge":
		body["to"] = g.record(st.To).id
	default:
		body["to"] = "u_" + st.To
	}
	for k, v := range map[string]string{"button": st.Button, "comment": st.Comment, "target": st.Target} {
		if v != "" {
			body[k] = v
		}
	}
	if st.Data != nil {
		body["data"] = g.data(st.Data)
	}
	if st.Values != nil {
		body["values"] = g.data(st.Values)
	}
	return body
}

// task finds the open task meant: the person's first one with the button, else the first with it, else the first.
func (g *stage) task(st step) string {
	g.t.Helper()
	view := g.as("admin").must(200, "GET", g.pathOf(st.Record), nil)
	if mine := g.as(st.As).send("GET", g.pathOf(st.Record), nil); mine.status == 200 {
		_ = mine.into(&view)
	}
	best, bestRank := "", -1
	tasks, _ := dig(view, "process", "tasks").([]any)
	for _, t := range tasks {
		title, _ := dig(t, "title").(string)
		if st.Task != "" && !strings.Contains(title, st.Task) {
			continue
		}
		rank := 0
		if has(t, st.Button) {
			rank = 1
		}
		if mine, _ := dig(t, "mine").(bool); mine {
			rank += rank
		}
		if rank > bestRank {
			best, _ = dig(t, "id").(string)
			bestRank = rank
		}
	}
	return best
}

// has reports whether a task in a view offers a button.
func has(task any, key string) bool {
	for _, list := range []any{dig(task, "buttons"), dig(task, "adHoc", "buttons")} {
		buttons, _ := list.([]any)
		for _, b := range buttons {
			if dig(b, "key") == key {
				return true
			}
		}
	}
	return false
}
