package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime"
)

// A masked number is looked for one at a time, so often an hour and on the record: many questions would tell what the
// mask hides (P-12).
func TestMaskedValuesAreNotGuessed(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	agent := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"suggestions/cs_agent", "suggestions/triager"}})
	pm := r.person(runtime.User{ID: "u_2", Login: "two", Name: "乙", Roles: []string{"suggestions/product_manager"}})
	record := matrixRecord("一条有电话的建议")
	record["data"].(junk)["contact_phone"] = "13900005678"
	agent.must(201, "POST", suggestions, record)
	ask := func(filter string) answer {
		return pm.send("GET", suggestions+"?count=1&filter="+url.QueryEscape(filter), nil)
	}
	leaf := func(phone string) string { return fmt.Sprintf(`{"field":"contact_phone","op":"eq","value":%q}`, phone) }
	if got := ask(`{"any":[` + leaf("13900005677") + `,` + leaf("13900005678") + `]}`); got.status != 422 || !slices.Contains(got.problems(), "list.lookup_one /filter") {
		t.Fatalf("two at once: %d %s", got.status, got.body)
	}
	if got := ask(leaf("13900005678")); got.status != 200 {
		t.Fatalf("one: %d %s", got.status, got.body)
	}
	refused := 0
	for i := range 40 {
		if got := ask(leaf(fmt.Sprintf("1390000%04d", i))); got.status == 429 {
			refused++
		} else if got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	if refused == 0 {
		t.Error("guessing goes on for ever")
	}
	noted, _, err := (&runtime.AuditLog{Store: r.s.Store, Now: r.s.Now}).Find(t.Context(), query.Query{Where: query.Condition{Field: "type", Op: "eq", Value: "looked_up"}, Limit: 100})
	if err != nil || len(noted) != 41-refused || noted[0].By != "u_2" || noted[0].Field != "contact_phone" {
		t.Errorf("%d noted, %v", len(noted), err)
	}
	long := strings.Repeat(`{"field":"title","op":"contains","value":"a"},`, 20)
	if got := ask(`{"any":[` + long[:len(long)-1] + `]}`); !slices.Contains(got.problems(), "list.filter_long /filter") {
		t.Errorf("a filter that searches twenty times: %d %s", got.status, got.body)
	}
}

// Many forms sent at once are counted like forms sent one after the other, and work is shown once.
func TestFormsSentAtOnceAreCounted(t *testing.T) {
	r := boot(t, "suggestion_intake")
	token := r.token()
	var wait sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for i := range 30 {
		wait.Go(func() {
			got := r.stranger().send("POST", publicForm, publicFill(token, fmt.Sprintf("第 %d 条同时来的建议", i)))
			mu.Lock()
			defer mu.Unlock()
			if got.status == 201 {
				taken++
			}
		})
	}
	wait.Wait()
	if taken == 0 || taken > 20 {
		t.Errorf("%d were taken, 20 an hour are allowed", taken)
	}
}
