package httpapi

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// auditKinds groups what the audit log notes into what people look for.
var auditKinds = map[string][]string{
	"sign_in": {"sign_in", "signed_out", "password_changed", "password_forgotten", "password_reset", "password_link", "invitation_accepted"},
	"people": {"user_added", "user_changed", "roles_changed", "admin_changed", "active_changed", "deactivated", "reactivated", "invited",
		"work_reassigned", "department_added", "department_changed"},
	"token":   {"token_made", "token_revoked", "connector_secret", "connector_off", "connector_on", "form_password"},
	"export":  {"exported"},
	"removed": {"deleted", "undeleted", "removed"},
	"unmask":  {"unmasked", "looked_up"},
	"publish": {"publish", "restore", "migrate", "install", "app_created", "draft_started", "draft_discarded", "definition_deleted",
		"app_exported", "app_imported", "upgrade_drafted"},
}

// TrailEntry is a line of the audit log.
type TrailEntry struct {
	ID      string     `json:"id"`
	At      time.Time  `json:"at"`
	Type    string     `json:"type"`
	By      *Named     `json:"by"`
	User    *Named     `json:"user"`
	App     string     `json:"app"`
	Form    string     `json:"form"`
	Record  string     `json:"record"`
	Field   string     `json:"field"`
	Text    string     `json:"text"`
	Address string     `json:"address"`
	Failed  bool       `json:"failed"`
	Said    TrailWords `json:"said"`
}

// getAudit pages the audit log, the newest first.
func (a *API) getAudit(c *fiber.Ctx) error {
	where, err := trailFilter(c)
	if err != nil {
		return err
	}
	found, next, err := a.Audit.Find(c.UserContext(), query.Query{Where: where, Sort: []query.Sort{{Field: "at", Desc: true}},
		Limit: limit(c, 50), After: c.Query("after")})
	if err != nil {
		return err
	}
	items := []TrailEntry{}
	for _, e := range found {
		items = append(items, a.trailEntry(c, e))
	}
	return c.JSON(fiber.Map{"items": items, "next": next})
}

func (a *API) trailEntry(c *fiber.Ctx, e runtime.AuditEntry) TrailEntry {
	out := TrailEntry{ID: e.ID, At: e.At, Type: e.Type, User: a.named(c, e.User), App: e.App, Form: e.Form, Record: e.Record,
		Field: e.Field, Text: e.Text, Address: e.Address, Failed: e.Failed}
	out.Said = a.trailWords(c, e)
	switch e.By {
	case "":
	case "console":
		out.By = &Named{ID: e.By, Kind: "system", Name: words(a.lang(c), "命令行", "Command line")}
	default:
		out.By = a.person(c, e.By)
	}
	return out
}

// trailFilter reads what to look for: kind, by (who did it or whom it is about), from and to (days), failed.
func trailFilter(c *fiber.Ctx) (query.Condition, error) {
	var all []query.Condition
	var problems problem.List
	if kind := c.Query("kind"); kind != "" {
		types, known := auditKinds[kind]
		if !known {
			problems.Add("audit.kind_unknown", "/kind")
		}
		list := make([]any, len(types))
		for i, t := range types {
			list[i] = t
		}
		all = append(all, query.Condition{Field: "type", Op: "in", Value: list})
	}
	if who := c.Query("by"); who != "" {
		all = append(all, query.Condition{Any: []query.Condition{{Field: "by", Op: "eq", Value: who}, {Field: "user", Op: "eq", Value: who}}})
	}
	for _, end := range []struct{ name, op string }{{"from", "gte"}, {"to", "lt"}} {
		if text := c.Query(end.name); text != "" {
			at, err := time.Parse(time.RFC3339, text)
			if err != nil {
				problems.Add("audit.time_invalid", "/"+end.name)
				continue
			}
			all = append(all, query.Condition{Field: "at", Op: end.op, Value: at.UTC().Format(time.RFC3339)})
		}
	}
	if c.Query("failed") == "1" {
		all = append(all, query.Condition{Field: "failed", Op: "eq", Value: true})
	}
	return query.And(all...), problems.Err()
}
