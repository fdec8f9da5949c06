package httpapi

import (
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/effect"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

func (a *API) incidentRoutes(r fiber.Router) {
	r.Get("/incidents", a.getIncidents)
	r.Post("/incidents/:id/:decision", a.postIncident)
}

// IncidentView is something that was to be done and could not.
type IncidentView struct {
	ID     string        `json:"id"`
	Kind   effect.Kind   `json:"kind"`
	Error  string        `json:"error"`
	Tries  int           `json:"tries"`
	At     time.Time     `json:"at"`
	Source effect.Source `json:"source"`
	Record RecordRef     `json:"record"`
}

func (a *API) getIncidents(c *fiber.Ctx) error {
	apps := a.grantedApps(c, "admin")
	if len(apps) == 0 {
		return denied("admin", "")
	}
	list, err := a.Effects.Incidents(c.UserContext(), apps, limit(c, 50))
	if err != nil {
		return err
	}
	items := []IncidentView{}
	for _, i := range list {
		items = append(items, IncidentView{ID: i.App + "~" + i.Form + "~" + i.Effect.ID, Kind: i.Effect.Kind, Error: executor.Told(a.lang(c), i.Effect.Error), Tries: i.Effect.Tries,
			At: i.At, Source: i.Effect.Source, Record: RecordRef{App: i.App, Form: i.Form, ID: i.Record, No: i.No, Title: i.Title}})
	}
	return c.JSON(fiber.Map{"items": items, "next": ""})
}

func (a *API) postIncident(c *fiber.Ctx) error {
	parts := strings.Split(param(c, "id"), "~")
	decision := c.Params("decision")
	if len(parts) != 3 || decision != "retry" && decision != "skip" {
		return fiber.ErrNotFound
	}
	if err := a.granted(c, parts[0], "admin"); err != nil {
		return err
	}
	record, _, ok := strings.Cut(parts[2], ":")
	if !ok {
		return fiber.ErrNotFound
	}
	err := a.Effects.Decide(c.UserContext(), parts[0], parts[1], record, parts[2], decision == "retry")
	if errors.Is(err, runtime.ErrGone) {
		return fiber.ErrNotFound
	}
	if err != nil {
		return err
	}
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "incident_" + decision, By: CallerOf(c).User.ID, App: parts[0], Form: parts[1], Record: record, Text: parts[2]})
	return c.SendStatus(fiber.StatusNoContent)
}
