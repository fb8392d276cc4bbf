import { Controller, Get } from '@nestjs/common';
import { asyncApiDocument } from './asyncapi.ts';
import { Public } from './authentication.guard.ts';

/** The description of the event feed; that of the whole API stands beside it. */
@Public()
@Controller('api/asyncapi.json')
export class AsyncApiController {
  private readonly document = asyncApiDocument();

  @Get()
  describe() {
    return this.document;
  }
}
