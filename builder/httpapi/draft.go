package httpapi

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// PartView is a definition in the list of an app's definitions.
type PartView struct {
	Kind    string `json:"kind"`
	Key     string `json:"key"`
	Title   string `json:"title"`
	Draft   int64  `json:"draft"`   // revision of the draft, 0 = as released
	Deleted bool   `json:"deleted"` // goes at the next publish
}

// DraftView is a definition under work.
type DraftView struct {
	Kind       string                 `json:"kind"`
	Key        string                 `json:"key"`
	Rev        int64                  `json:"rev"`
	Deleted    bool                   `json:"deleted"`
	Definition *definition.Definition `json:"definition"`
	By         Person                 `json:"by"`
	At         time.Time              `json:"at"`
}

func (d *API) draftView(c *fiber.Ctx, draft builder.Draft) DraftView {
	v := DraftView{Kind: draft.Kind, Key: draft.Key, Rev: draft.Rev, Deleted: draft.Deleted,
		By: Person{draft.By, d.host.People.Name(c.UserContext(), draft.By)}, At: draft.At}
	if !draft.Deleted {
		v.Definition = &draft.Definition
	}
	return v
}

func (d *API) definitions(c *fiber.Ctx) error {
	app := c.Params("app")
	b, _, err := d.Drafts.Bundle(c.UserContext(), app)
	if err != nil {
		return err
	}
	drafts, err := d.Drafts.List(c.UserContext(), app)
	if err != nil {
		return err
	}
	lang, under := d.host.Lang(c), map[string]int64{}
	out := []PartView{}
	for _, draft := range drafts {
		under[draft.Kind+"/"+draft.Key] = draft.Rev
		if draft.Deleted {
			title := draft.Key
			if current, ok := d.host.Apps.Get(app); ok {
				title = current.TitleOf(draft.Kind, draft.Key, lang)
			}
			out = append(out, PartView{Kind: draft.Kind, Key: draft.Key, Title: title, Draft: draft.Rev, Deleted: true})
		}
	}
	for _, def := range b.Definitions {
		out = append(out, PartView{Kind: def.Kind, Key: def.Key, Title: def.Title.In(lang), Draft: under[def.Kind+"/"+def.Key]})
	}
	return c.JSON(out)
}

// definition answers with the definition itself; ETag is the draft's revision, "0" when it is as released. With
// ?released=true it is the one in force, null when none was published yet.
func (d *API) definition(c *fiber.Ctx) error {
	if c.QueryBool("released") {
		return d.released(c)
	}
	def, rev, ok, err := d.Drafts.Part(c.UserContext(), c.Params("app"), c.Params("kind"), c.Params("key"))
	if err != nil {
		return err
	}
	if !ok {
		return runtime.ErrGone
	}
	c.Set(fiber.HeaderETag, tag(rev))
	return c.JSON(def)
}

func (d *API) released(c *fiber.Ctx) error {
	def, ok, err := d.Drafts.Released(c.UserContext(), c.Params("app"), c.Params("kind"), c.Params("key"))
	if err != nil {
		return err
	}
	if !ok {
		return c.JSON(nil)
	}
	return c.JSON(def)
}

func tag(rev int64) string { return `"` + strconv.FormatInt(rev, 10) + `"` }

func (d *API) drafts(c *fiber.Ctx) error {
	list, err := d.Drafts.List(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	out := make([]DraftView, 0, len(list))
	for _, draft := range list {
		out = append(out, d.draftView(c, draft))
	}
	return c.JSON(out)
}

// saveDraft takes one definition as the body. If-Match is the draft's revision; absent, it must be the first draft.
func (d *API) saveDraft(c *fiber.Ctx) error {
	rev, err := httpapi.Match(c)
	if err != nil {
		return err
	}
	draft, problems, err := d.Drafts.Save(c.UserContext(), c.Params("app"), c.Body(), rev, by(c))
	if err == nil && rev == 0 && problems.Err() == nil { // not each time it is saved by itself
		d.note(c, "draft_started", draft.App, draft.Kind+"/"+draft.Key)
	}
	return d.saved(c, draft, problems, err)
}

func (d *API) deleteDefinition(c *fiber.Ctx) error {
	rev, err := httpapi.Match(c)
	if err != nil {
		return err
	}
	app, kind, key := c.Params("app"), c.Params("kind"), c.Params("key")
	if _, _, ok, err := d.Drafts.Part(c.UserContext(), app, kind, key); err != nil || !ok {
		if err == nil {
			err = runtime.ErrGone
		}
		return err
	}
	draft, problems, err := d.Drafts.Delete(c.UserContext(), app, kind, key, rev, by(c))
	if err == nil && problems.Err() == nil {
		d.note(c, "definition_deleted", app, kind+"/"+key)
	}
	return d.saved(c, draft, problems, err)
}

func (d *API) saved(c *fiber.Ctx, draft builder.Draft, problems problem.List, err error) error {
	if err != nil {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, tag(draft.Rev))
	return c.JSON(d.draftView(c, draft))
}

func (d *API) discardDraft(c *fiber.Ctx) error {
	rev, err := httpapi.Match(c)
	if err != nil {
		return err
	}
	if err := d.Drafts.Discard(c.UserContext(), c.Params("app"), c.Params("kind"), c.Params("key"), rev); err != nil {
		return err
	}
	d.note(c, "draft_discarded", c.Params("app"), c.Params("kind")+"/"+c.Params("key"))
	return c.SendStatus(fiber.StatusNoContent)
}

// check answers with every problem that publishing now would meet, warnings included.
func (d *API) check(c *fiber.Ctx) error {
	problems, err := d.Drafts.Check(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"ok": problems.Err() == nil, "problems": warnings(d.host.Lang(c), problems)})
}

// publish publishes the drafts. expect is the release the publisher has seen as current, migration what becomes of the
// records under way.
func (d *API) publish(c *fiber.Ctx) error {
	var in struct {
		Note      string                 `json:"note"`
		Expect    int                    `json:"expect"`
		Migration runtime.MigrationOrder `json:"migration"`
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	r, problems, err := d.Drafts.Publish(c.UserContext(), c.Params("app"), in.Expect, by(c), in.Note, in.Migration)
	return d.published(c, "publish", r, problems, err)
}
