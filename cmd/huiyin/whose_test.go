package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/runtime"
)

// Whoever did something is whom it is said of, however many do something in the same moment, on connections of their own
// and over the second in which sessions are read anew.
func TestNobodyActsAsSomebodyElse(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	const each, rounds = 6, 24
	var people []*browser
	for i := range each {
		name := fmt.Sprintf("p%d", i)
		b := r.person(runtime.User{ID: "u_" + name, Login: name, Name: "人" + name, Roles: []string{"suggestions/cs_lead"}})
		b.client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
		people = append(people, b)
	}
	id, _ := dig(people[0].must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord("谁说的就是谁说的")), "id").(string)
	answers := make([][]answer, each)
	for range rounds {
		var all sync.WaitGroup
		seen := people[0].send("GET", suggestions+"/"+id, nil).etag
		for i, b := range people {
			answers[i] = append(answers[i], answer{})
			all.Go(func() {
				at := len(answers[i]) - 1
				answers[i][at] = b.send("PATCH", suggestions+"/"+id, junk{"data": junk{"description": fmt.Sprintf("u_p%d 第 %d 次改的描述，说清楚了是谁改的", i, at)}}, "If-Match", seen)
			})
		}
		all.Wait()
	}
	app, _ := r.s.Apps.Get("suggestions")
	form, _ := app.Form("suggestion")
	rec, err := r.s.Submitter.Load(t.Context(), app, form, id)
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, e := range rec.History {
		for _, c := range e.Changes {
			text, _ := c.New.(string)
			if who, _, said := strings.Cut(text, " 第 "); said && c.Field == "description" {
				kept++
				if e.By != who {
					t.Errorf("%q stands under %s", text, e.By)
				}
			}
		}
	}
	if kept < 20 {
		t.Errorf("only %d changes were kept", kept)
	}
}
