/** What nginx accepts, and whoever runs it should not: holes first, then what does not do what it seems to. */
import type { Rule } from '../../../../types.ts';
import { aliasTraversal } from './aliasTraversal.ts';
import { allowWithoutDeny } from './allowWithoutDeny.ts';
import { bodySizeInside } from './bodySizeInside.ts';
import { contentTypeHeader } from './contentTypeHeader.ts';
import { defaultServer } from './defaultServer.ts';
import { droppedHeaders } from './droppedHeaders.ts';
import { errorLogOff } from './errorLogOff.ts';
import { filesystemRoot } from './filesystemRoot.ts';
import { hostSpoofing } from './hostSpoofing.ts';
import { httpSplitting } from './httpSplitting.ts';
import { ifInLocation } from './ifInLocation.ts';
import { incompleteUpgrade } from './incompleteUpgrade.ts';
import { knownVulnerability } from './knownVulnerability.ts';
import { looseOrigin } from './looseOrigin.ts';
import { mapWithoutDefault } from './mapWithoutDefault.ts';
import { misdirectedRequest } from './misdirectedRequest.ts';
import { missingResolver } from './missingResolver.ts';
import { mixedCaseVariable } from './mixedCaseVariable.ts';
import { multilineHeader } from './multilineHeader.ts';
import { nestedQuantifiers } from './nestedQuantifiers.ts';
import { openStatus } from './openStatus.ts';
import { publicResolver } from './publicResolver.ts';
import { returnBeforeAccess } from './returnBeforeAccess.ts';
import { serverSideRequestForgery } from './serverSideRequestForgery.ts';
import { shortHsts } from './shortHsts.ts';
import { slashChangesPath } from './slashChangesPath.ts';
import { staplingWithoutResolver } from './staplingWithoutResolver.ts';
import { staplingWithoutResponder } from './staplingWithoutResponder.ts';
import { unanchoredPattern } from './unanchoredPattern.ts';
import { versionDisclosure } from './versionDisclosure.ts';
import { weakCiphers } from './weakCiphers.ts';
import { weakCurve } from './weakCurve.ts';
import { weakReferers } from './weakReferers.ts';
import { weakTls } from './weakTls.ts';
import { workerFiles } from './workerFiles.ts';

export const securityRules: readonly Rule[] = [
  aliasTraversal,
  httpSplitting,
  serverSideRequestForgery,
  looseOrigin,
  returnBeforeAccess,
  allowWithoutDeny,
  droppedHeaders,
  multilineHeader,
  contentTypeHeader,
  filesystemRoot,
  weakTls,
  weakCiphers,
  weakCurve,
  nestedQuantifiers,
  slashChangesPath,
  incompleteUpgrade,
  missingResolver,
  errorLogOff,
  workerFiles,
  openStatus,
  ifInLocation,
  staplingWithoutResolver,
  staplingWithoutResponder,
  hostSpoofing,
  weakReferers,
  publicResolver,
  knownVulnerability,
  defaultServer,
  misdirectedRequest,
  unanchoredPattern,
  versionDisclosure,
  mapWithoutDefault,
  shortHsts,
  bodySizeInside,
  mixedCaseVariable,
];
