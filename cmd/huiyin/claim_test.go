package main

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime"
)

// Suggestions of one new customer that come at the same moment make one customer (IN-2).
func TestOneNewCustomerIsMadeOnce(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	token := r.token()
	for i := range 4 {
		r.stranger().must(201, "POST", publicForm, publicFill(token, fmt.Sprintf("同一位新客户的第 %d 条建议", i)))
	}
	all := func(form string) []string {
		var ids []string
		page, err := r.s.Store.Find(t.Context(), runtime.RecordsOf("suggestions", form), query.Query{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range page.Documents {
			ids = append(ids, d.ID)
		}
		return ids
	}
	before := len(all("customer"))
	var wait sync.WaitGroup
	for _, id := range all("suggestion") {
		wait.Go(func() {
			if err := r.s.Worker.Do(t.Context(), "suggestions", "suggestion", id); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	customers := all("customer")
	if len(customers) > 1 {
		t.Fatalf("%d customers, %d of them before the effects", len(customers), before)
	}
	for _, id := range all("suggestion") {
		docs, err := r.s.Store.Get(t.Context(), runtime.RecordsOf("suggestions", "suggestion"), id)
		var got struct{ Data struct{ Customer any } }
		if err != nil || json.Unmarshal(docs[0].Body, &got) != nil || got.Data.Customer == nil {
			t.Errorf("suggestion %s has no customer: %v", id, err)
		}
	}
	held, err := r.s.Store.Find(t.Context(), runtime.Settings, query.Query{Where: query.Condition{Field: "_id", Op: "startsWith", Value: "claim:"}})
	if err != nil || len(held.Documents) > 0 {
		t.Errorf("%d claims are left: %v", len(held.Documents), err)
	}
}
