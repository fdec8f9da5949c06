package mongo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/gridfs"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/runtime/store"
)

const (
	bucketName = "uploads"
	uploadTime = 5 * time.Minute
	// grace is how long content that was put again is safe from being removed: somebody is about to name it, in another
	// process perhaps.
	grace = 10 * time.Minute
)

// touchedName is where a file of the bucket notes when it was last put.
const touchedName = "metadata.touched"

// Contents are the uploads of this database, in GridFS. A file's name is the hash of its bytes.
func (s *Store) Contents() store.Contents { return contents{s} }

type contents struct{ s *Store }

// bucket is made for each call: the driver's is not for concurrent use.
func (c contents) bucket() (*gridfs.Bucket, error) {
	return gridfs.NewBucket(c.s.db, options.GridFSBucket().SetName(bucketName))
}

func (c contents) files() *mongo.Collection { return c.s.db.Collection(bucketName + ".files") }

// Put uploads the bytes, or notes that the ones there are still wanted.
func (c contents) Put(ctx context.Context, hash string, from *os.File) error {
	bounded, leave, err := c.s.enter(ctx, uploadTime)
	if err != nil {
		return err
	}
	defer leave()
	there, err := c.files().UpdateOne(bounded, is("filename", hash), op("$set", is(touchedName, c.s.clock.now())))
	if err != nil || there.MatchedCount > 0 {
		return explain(ctx, err)
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return err
	}
	b, err := c.bucket()
	if err != nil {
		return err
	}
	if err := b.SetWriteDeadline(time.Now().Add(uploadTime)); err != nil {
		return err
	}
	_, err = b.UploadFromStream(hash, from, options.GridFSUpload().SetMetadata(is("touched", c.s.clock.now())))
	return explain(ctx, err)
}

// Open streams the bytes.
func (c contents) Open(hash string) (io.ReadCloser, error) {
	_, leave, err := c.s.enter(context.Background(), readTime)
	if err != nil {
		return nil, err
	}
	defer leave()
	b, err := c.bucket()
	if err != nil {
		return nil, err
	}
	if err := b.SetReadDeadline(time.Now().Add(uploadTime)); err != nil {
		return nil, err
	}
	stream, err := b.OpenDownloadStreamByName(hash)
	if errors.Is(err, gridfs.ErrFileNotFound) {
		return nil, fmt.Errorf("%w: content %s", store.ErrNotFound, hash)
	}
	if err != nil {
		return nil, explain(context.Background(), err)
	}
	return stream, nil
}

// Remove removes the file first and then its chunks: what a crash leaves of these nobody can find, and a sweep of the
// bucket may remove.
func (c contents) Remove(ctx context.Context, hash string) error {
	bounded, leave, err := c.s.enter(ctx, uploadTime)
	if err != nil {
		return err
	}
	defer leave()
	old := primitive.DateTime(int64(c.s.clock.now()) - grace.Milliseconds())
	for {
		var file struct {
			ID any `bson:"_id"`
		}
		err := c.files().FindOneAndDelete(bounded, bson.D{{Key: "filename", Value: hash}, {Key: touchedName, Value: op("$lt", old)}},
			options.FindOneAndDelete().SetProjection(is("_id", 1))).Decode(&file)
		if errors.Is(err, mongo.ErrNoDocuments) {
			return nil
		}
		if err == nil {
			_, err = c.s.db.Collection(bucketName+".chunks").DeleteMany(bounded, is("files_id", file.ID))
		}
		if err != nil {
			return explain(ctx, err)
		}
	}
}

// Each lists the names in the bucket.
func (c contents) Each(ctx context.Context, fn func(hash string) error) error {
	last := ""
	for {
		names, err := c.after(ctx, last)
		if err != nil {
			return err
		}
		for _, name := range names {
			if name != last { // equal uploads of the same moment lie there twice
				if err := fn(name); err != nil {
					return err
				}
			}
			last = name
		}
		if len(names) == 0 {
			return nil
		}
	}
}

// after lists some names behind one.
func (c contents) after(ctx context.Context, last string) ([]string, error) {
	bounded, leave, err := c.s.enter(ctx, readTime)
	if err != nil {
		return nil, err
	}
	defer leave()
	found, err := c.files().Find(bounded, is("filename", op("$gt", last)),
		options.Find().SetSort(is("filename", 1)).SetLimit(getChunk).SetProjection(is("filename", 1)))
	if err != nil {
		return nil, explain(ctx, err)
	}
	var files []struct{ Filename string }
	if err := found.All(bounded, &files); err != nil {
		return nil, explain(ctx, err)
	}
	var out []string
	for _, f := range files {
		out = append(out, f.Filename)
	}
	return out, nil
}
