package main

import "testing"

// The preview of a form shows what a role may fill of it in the draft: what is hidden from it is not there, and what it
// may only read cannot be written (B-14).
func TestAFormIsPreviewedAsARole(t *testing.T) {
	_, admin, _ := designer(t)
	role := admin.must(200, "GET", app+"/definitions/role/submitter", nil)
	for _, one := range dig(role, "spec", "permissions").([]any) {
		if perm := one.(map[string]any); perm["form"] == "suggestion" {
			perm["fields"] = map[string]any{"title": "write", "description": "write", "urgency": "read", "importance": "hidden"}
		}
	}
	admin.must(200, "PUT", app+"/drafts", role)
	fields := func(as string) map[string]any {
		return dig(admin.must(200, "GET", app+"/preview/suggestion?as="+as, nil), "form", "fields").(map[string]any)
	}
	seen, own := fields("role:submitter"), fields("staff")
	if own["importance"] == nil || seen["importance"] != nil || seen["title"] == nil {
		t.Errorf("hidden: %v", seen["importance"])
	}
	if dig(seen, "urgency", "level") != "read" || dig(own, "urgency", "level") != "write" {
		t.Errorf("read only: %v, %v", seen["urgency"], own["urgency"])
	}
	if got := admin.send("GET", app+"/preview/suggestion?as=role:ghost", nil); got.status != 404 {
		t.Errorf("%d %s", got.status, got.body)
	}
}
