package main

import (
	"context"
	"slices"
	"testing"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// linkedApp has orders of customers, and a rule that keeps in a customer's file what they ordered last.
func linkedApp(t *testing.T, r *rig) {
	t.Helper()
	field := func(key, kind string, more junk) junk {
		f := junk{"key": key, "type": kind, "title": key}
		for k, v := range more {
			f[k] = v
		}
		return f
	}
	b := definition.Bundle{}
	for _, d := range []definition.Definition{
		defined(t, "app", "shop", junk{"name": "shop", "version": "1.0.0", "app": "shop", "timeZone": "Asia/Shanghai", "languages": []string{"zh"}}),
		defined(t, "form", "customer", junk{"titleField": "name", "fields": []junk{field("name", "text", nil), field("last", "text", nil)}}),
		defined(t, "form", "order", junk{"titleField": "goods", "fields": []junk{
			field("goods", "text", nil), field("customer", "relation", junk{"settings": junk{"form": "customer"}})}}),
		defined(t, "rule", "remember", junk{"form": "order", "on": []junk{{"event": "created"}}, "then": []junk{{"key": "note", "do": "update_record",
			"settings": junk{"relation": "customer", "fields": junk{"last": junk{"expr": "goods"}}}}}}),
		defined(t, "role", "clerk", junk{"permissions": []junk{{"form": "*", "actions": []string{"create", "read", "update"}, "scope": "all", "fieldsDefault": "write"}}}),
	} {
		b = b.With(d)
	}
	if _, problems, err := r.s.Publisher.Publish(t.Context(), "shop", 0, b, "test", ""); err != nil || problems.Err() != nil {
		t.Fatal(err, problems.In("en"))
	}
}

// carried keeps what a performer was given, to give it again as a node does that was killed before it could say so.
type carried struct {
	executor.Performer
	seen []executor.Job
}

func (c *carried) Perform(ctx context.Context, job executor.Job) (engine.Event, error) {
	c.seen = append(c.seen, job)
	return c.Performer.Perform(ctx, job)
}

// D-55: update_record changes the linked record once, however often its order is carried out, and what a person wrote
// there since stays.
func TestLinkedRecordIsUpdatedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig, _ Config) {
		linkedApp(t, r)
		jobs := &carried{Performer: r.s.Worker.Performers[effect.Record]}
		r.s.Worker.Performers[effect.Record] = jobs
		clerk := r.person(runtime.User{ID: "u_clerk", Login: "clerk", Name: "店员", Roles: []string{"shop/clerk"}})
		forms := "/api/v1/apps/shop/forms/"
		customer, _ := clerk.must(201, "POST", forms+"customer/records", junk{"data": junk{"name": "老街面馆"}})["id"].(string)
		clerk.must(201, "POST", forms+"order/records", junk{"data": junk{"goods": "面粉 20 袋", "customer": customer}})
		r.tick()
		at := forms + "customer/records/" + customer
		last := func() any { return dig(clerk.must(200, "GET", at, nil), "view", "values", "last") }
		if got := last(); got != "面粉 20 袋" {
			t.Fatalf("the file of the customer says %v", got)
		}
		seen := clerk.send("GET", at, nil).etag
		if got := clerk.send("PATCH", at, junk{"data": junk{"last": "面粉 20 袋（改为 15）"}}, "If-Match", seen); got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		for _, job := range slices.Clone(jobs.seen) {
			if _, err := jobs.Perform(t.Context(), job); err != nil {
				t.Fatal(err)
			}
		}
		if got := last(); len(jobs.seen) != 2 || got != "面粉 20 袋（改为 15）" {
			t.Errorf("%d orders; after they came again the file says %v", len(jobs.seen), got)
		}
	})
}
